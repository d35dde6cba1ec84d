"""What a command says of a result on the terminal: the few lines one wants first."""

from collections.abc import Mapping
from pathlib import Path

import click


def tell_result(document: Mapping[str, object], out: Path) -> None:
    """Vehicles, contacts and the proposal of a document, in a few lines."""
    tracks, contacts = _list(document, "tracks"), _list(document, "contacts")
    if moving := _list(document, "image_tracks"):
        click.echo(f"{len(moving)} things moved across the picture")
    else:
        click.echo(f"{len(tracks)} vehicles on the road, {len(contacts)} contacts")
    for contact in contacts:
        pair = " and ".join(str(track) for track in _list(contact, "pair"))
        click.echo(
            f"  contact of {pair} at {_number(contact, 't_s'):.2f} s"
            f" ({_number(contact, 't_low_s'):.2f} to {_number(contact, 't_high_s'):.2f}),"
            f" at ({_number(contact, 'x_m'):.2f}, {_number(contact, 'y_m'):.2f}) m"
        )
    liability = document.get("liability")
    if isinstance(liability, Mapping):
        _tell_liability(liability)
    for sentence in _list(document, "cannot"):
        click.echo(f"  cannot: {sentence}")
    click.echo(f"written to {out}")


def _tell_liability(liability: Mapping[str, object]) -> None:
    if liability.get("abstain"):
        for reason in _list(liability, "reason_texts"):
            click.echo(f"  no proposal: {reason['en']}")
        return
    parties = liability.get("parties")
    shares = parties.items() if isinstance(parties, Mapping) else ()
    said = ", ".join(f"{track} {grade}" for track, grade in shares)
    click.echo(f"  proposal ({liability.get('rule')}, {liability.get('strength')}): {said}")


def _list(table: Mapping[str, object], name: str) -> list[dict[str, object]]:
    value = table.get(name)
    return value if isinstance(value, list) else []


def _number(table: Mapping[str, object], name: str) -> float:
    value = table.get(name)
    return float(value) if isinstance(value, int | float) else float("nan")
