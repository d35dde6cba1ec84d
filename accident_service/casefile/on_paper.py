"""What every document copies from the file: the parties, the evidence by hash, the versions."""

from accident_service.casefile.case import Case
from accident_service.casefile.determination import DeterminedParty, EvidenceItem, NamedParty
from accident_service.casefile.measured_wording import Sentence, part_in_words
from accident_service.liability.grade import Grade
from accident_service.reports.party import Party, PartyLetter

NOT_KNOWN = Sentence("未查明", "not established")


def named_party(case: Case, party: Party) -> NamedParty:
    """One party as a document names them, with the part of the vehicle that was touched."""
    part = _contact_part(case, party.letter)
    return NamedParty(
        letter=party.letter,
        name=party.name,
        identity_no=party.identity_no,
        phone=party.phone,
        vehicle_class=party.vehicle.vehicle_class,
        plate=party.vehicle.plate,
        insurer=party.insurance.insurer,
        policy_no=party.insurance.policy_no,
        contact_part_zh=part.zh,
        contact_part_en=part.en,
    )


def graded(party: NamedParty, grade: Grade) -> DeterminedParty:
    """The same party with its share of responsibility."""
    return DeterminedParty(
        letter=party.letter,
        name=party.name,
        identity_no=party.identity_no,
        phone=party.phone,
        vehicle_class=party.vehicle_class,
        plate=party.plate,
        insurer=party.insurer,
        policy_no=party.policy_no,
        contact_part_zh=party.contact_part_zh,
        contact_part_en=party.contact_part_en,
        grade=grade,
    )


def contact_clocks(case: Case) -> tuple[int, ...]:
    """Where each vehicle was touched, as measured or else as stated; unknown ones left out."""
    return tuple(hour for letter in PartyLetter if (hour := _clock(case, letter)))


def _contact_part(case: Case, letter: PartyLetter) -> Sentence:
    measured, stated = _measured_clock(case, letter), case.statement(letter)
    if measured is not None:
        return part_in_words(measured)
    if stated is None:
        return NOT_KNOWN
    part = part_in_words(stated.damage_clock)
    return Sentence(f"{part.zh}（据本人陈述）", f"{part.en} (as stated)")


def _clock(case: Case, letter: PartyLetter) -> int | None:
    stated = case.statement(letter)
    return _measured_clock(case, letter) or (stated.damage_clock if stated else None)


def _measured_clock(case: Case, letter: PartyLetter) -> int | None:
    analysis, tracks = case.primary_analysis, case.party_tracks
    if analysis is None or analysis.contact is None or tracks is None:
        return None
    return next(
        (
            vehicle.contact_clock
            for vehicle in analysis.contact.vehicles
            if vehicle.track == tracks.track_of(letter)
        ),
        None,
    )


def evidence_on_paper(case: Case) -> tuple[EvidenceItem, ...]:
    """Recordings, measurements and pictures, by the hash of their sealed bytes."""
    clips = tuple(
        EvidenceItem(
            what_zh=f"监控录像原件（摄像机{clip.camera}）",
            what_en=f"Recording as fetched, camera {clip.camera}",
            sha256=sha256,
        )
        for clip in case.clips
        for sha256 in clip.original_hashes
    )
    joined = tuple(
        EvidenceItem(
            what_zh=f"由上述原件不经重新编码拼接截取的录像（摄像机{clip.camera}）",
            what_en=f"Joined from these without coding anew, camera {clip.camera}",
            sha256=clip.sha256,
        )
        for clip in case.clips
        if clip.is_derivative
    )
    results = tuple(
        EvidenceItem(
            what_zh=f"录像测量结果（{record.clip}）",
            what_en=f"Measurements from recording {record.clip}",
            sha256=record.result.sha256,
        )
        for record in case.analyses
    )
    primary = case.primary_analysis
    exhibits = tuple(
        EvidenceItem(
            what_zh=exhibit.caption_zh, what_en=exhibit.caption_en, sha256=exhibit.blob.sha256
        )
        # A drawing kept in two formats is listed once.
        for exhibit in ((*primary.pictures, *primary.films) if primary else ())
    )
    return (*clips, *joined, *results, *exhibits)


def versions_on_paper(case: Case) -> tuple[tuple[str, str], ...]:
    """Which versions of code, survey and rulebook the measurements rest on."""
    primary = case.primary_analysis
    measured = primary.versions if primary else ()
    rulebook = (("rulebook", case.proposal.rulebook_version),) if case.proposal else ()
    return (*measured, *rulebook)
