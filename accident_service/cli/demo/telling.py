"""What the demo prints of a case: the lines a visitor wants to see proved."""

from pathlib import Path
from typing import Any

import click

from accident_service.casefile.analysis import AnalysisRecord, MeasuredVehicle
from accident_service.casefile.case import Case
from accident_service.quantities.uncertainty import Interval
from accident_service.reports.party import PartyLetter

KMH_PER_MPS = 3.6


def tell_cameras(case: Case) -> None:
    """Which cameras were asked, why, and what each delivered."""
    delivered = {clip.camera: clip for clip in case.clips}
    for request in case.clip_requests:
        click.echo(f"      {request.rank}. {request.camera}: {request.reason_en}")
        clip = delivered.get(request.camera)
        if clip is None:
            click.echo("         no recording of that time was kept")
        else:
            click.echo(f"         sealed: {clip.size_bytes} bytes, SHA-256 {clip.sha256}")


def tell_measurements(case: Case) -> None:
    """Contact and speeds, each with its interval."""
    record = case.primary_analysis
    if record is None or record.contact is None:
        click.echo(f"      no contact was measured: {case.evidence_gap_detail}")
        return
    contact = record.contact
    click.echo(
        f"      contact   {contact.pts_s:.2f} s into the clip"
        f" ({contact.pts_interval_s.low:.2f} to {contact.pts_interval_s.high:.2f} s), at"
        f" ({contact.x_m:.2f}, {contact.y_m:.2f}) m ± {2 * contact.point_sigma_m:.2f} m"
    )
    click.echo(f"      closing   {_kmh(contact.closing_speed_mps)}")
    for vehicle in contact.vehicles:
        click.echo(
            f"      {_whose(case, vehicle)}  {_kmh(vehicle.speed_before_mps)} before contact,"
            f" touched at {vehicle.contact_clock} o'clock"
        )
    _tell_quality(record)


def tell_proposal(case: Case) -> None:
    """The rule, the article and the grades, or why there are none."""
    proposal = case.proposal
    if proposal is None:
        click.echo(f"      none: {case.evidence_gap} ({case.evidence_gap_detail})")
        return
    if proposal.abstained:
        for reason in proposal.reasons:
            click.echo(f"      none: {reason.en}")
        return
    for finding in proposal.findings:
        click.echo(
            f"      {finding.rule_code} ({', '.join(finding.provisions)}): {finding.sentence_en}"
        )
        click.echo(f"      {finding.sentence_zh}")
    for track, grade in proposal.grades:
        letter = case.party_tracks.party_of(track) if case.party_tracks else None
        click.echo(f"      party {letter or '?'} ({track}): {grade}  [{proposal.strength}]")
    for exclusion in proposal.excluded:
        click.echo(f"      ruled out: {exclusion.en}")


def tell_determination(whole: dict[str, Any], pdf: bytes, folder: Path) -> None:
    """The number, the parties as the insurer sees them, and where the document lies."""
    folder.mkdir(parents=True, exist_ok=True)
    document = folder / f"{whole['number']}.pdf"
    document.write_bytes(pdf)
    click.echo(f"      number    {whole['number']} ({whole['status']})")
    for party in whole["parties"]:
        click.echo(
            f"      party {party['letter']}   {party['name']}, {party['plate']}:"
            f" {party['responsibility']}"
        )
    click.echo(f"      PDF       {document}")


def keep_exhibits(case: Case, contents: dict[str, bytes], folder: Path) -> None:
    """Write the exhibits beside the document and say where they lie."""
    folder.mkdir(parents=True, exist_ok=True)
    for analysis in case.analyses:
        for exhibit in analysis.exhibits:
            (folder / exhibit.name).write_bytes(contents[exhibit.blob.sha256])
    click.echo(f"      exhibits  {folder} ({len(list(folder.iterdir()))} files)")


def _whose(case: Case, vehicle: MeasuredVehicle) -> str:
    letter = case.party_tracks.party_of(vehicle.track) if case.party_tracks else None
    return f"party {letter}" if letter else str(vehicle.track)


def _kmh(speed_mps: Interval) -> str:
    return f"{speed_mps.low * KMH_PER_MPS:.1f} to {speed_mps.high * KMH_PER_MPS:.1f} km/h"


def _tell_quality(record: AnalysisRecord) -> None:
    decoded = "" if record.decoded_share is None else f"{record.decoded_share:.0%} of frames read, "
    click.echo(
        f"      evidence  {decoded}survey point worst predicted by the others:"
        f" {record.worst_leave_one_out_m:.2f} m"
    )


def plates_of(case: Case) -> str:
    """Both plates, A first."""
    parties = (case.party(letter) for letter in PartyLetter)
    return " and ".join(party.vehicle.plate for party in parties if party)
