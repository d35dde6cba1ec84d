"""`accident-service site check FOLDER`: what is right and wrong with a site's files."""

from pathlib import Path

import click

from accident_service.adapters.site_files.check import check_site
from accident_service.cli.exit_codes import ExitCode


@click.group()
def site() -> None:
    """Look after the folders by which a city describes its sites."""


@site.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path) -> None:
    """Say everything that is right and wrong with the site in FOLDER.

    Exit code 0: the site can be used (doubts may be listed). 2: it cannot; every complaint
    names the file, the field and what would be accepted.
    """
    found = check_site(folder)
    for line in found.right:
        click.echo(f"right     {line}")
    for line in found.doubtful:
        click.echo(f"doubtful  {line}")
    for line in found.wrong:
        click.echo(f"wrong     {line}")
    if found.wrong:
        raise SystemExit(ExitCode.BAD_INPUT)
