"""`accident-service rules check FILE`: what is right and wrong with a city's rule pack."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from accident_service.adapters.rule_pack_files import check_pack_file
from accident_service.cli.exit_codes import ExitCode
from accident_service.liability.rule_pack import PackVersion, RulePack
from accident_service.liability.thresholds import DESIGN


@click.group()
def rules() -> None:
    """Look after the rule packs by which a city changes the national rules."""


@rules.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Say everything that is right and wrong with the rule pack in FILE.

    Exit code 0: it can be used (doubts may be listed). 2: it cannot; every complaint names the
    file, the field and what would be accepted.
    """
    checked = check_pack_file(file)
    if checked.pack is not None:
        for line in _right(checked.pack):
            click.echo(f"right     {line}")
        for line in _doubtful(checked.pack):
            click.echo(f"doubtful  {line}")
    for line in checked.wrong:
        click.echo(f"wrong     {line}")
    if checked.wrong:
        raise SystemExit(ExitCode.BAD_INPUT)


def _right(pack: RulePack) -> Iterator[str]:
    yield f"{pack.id}: {pack.name_en} ({pack.name_zh})"
    for one in pack.versions:
        until = f"to {one.valid_to}" if one.valid_to else "on"
        yield f"version {one.version}: from {one.valid_from} {until}"
        yield f"version {one.version}: on {_listed(one.on)}; off {_listed(one.off)}"
        yield f"version {one.version}: grades {', '.join(one.grades)}"
        yield f"version {one.version}: mixed cases {_listed(m.code for m in one.mixed)}"
        yield f"version {one.version}: thresholds {_listed(t.name for t in one.thresholds)}"
        yield f"version {one.version}: local articles {_listed(p.key for p in one.provisions)}"


def _doubtful(pack: RulePack) -> Iterator[str]:
    """What is allowed and still worth a look."""
    for version in pack.versions:
        for told in version.thresholds:
            if told.source == DESIGN:
                yield f"version {version.version}: {told.name} has no legal source"
        yield from _uncited(version)


def _uncited(version: PackVersion) -> Iterator[str]:
    cited = {key for _, keys in version.cites for key in keys}
    for article in version.provisions:
        if article.key not in cited:
            yield f"version {version.version}: no rule cites {article.key}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"
