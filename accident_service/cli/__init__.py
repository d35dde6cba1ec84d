"""The command line: `accident-service analyse | propose | …`.

A command is a file of this folder, loaded when it is called: measuring one clip must not
load a web server, nor the web server a video decoder.
"""

import importlib

import click
from typing_extensions import override

# Command, and the module and name that hold it.
COMMANDS = {
    "analyse": "accident_service.cli.analyse:analyse",
    "backup": "accident_service.cli.backup:backup",
    "camera": "accident_service.cli.camera:camera",
    "demo": "accident_service.cli.demo.command:demo",
    "doctor": "accident_service.cli.doctor:doctor",
    "evidence": "accident_service.cli.evidence:evidence",
    "keys": "accident_service.cli.keys:keys",
    "insurer": "accident_service.cli.insurer:insurer",
    "migrate": "accident_service.cli.migrate:migrate",
    "officer": "accident_service.cli.officer:officer",
    "propose": "accident_service.cli.propose:propose_from_tracks",
    "relay": "accident_service.cli.apart:relay",
    "reconcile": "accident_service.cli.backup:reconcile_names",
    "restore": "accident_service.cli.backup:restore",
    "retention": "accident_service.cli.retention:retention",
    "rules": "accident_service.cli.rules:rules",
    "site": "accident_service.cli.site:site",
    "steps": "accident_service.cli.steps:steps",
    "source": "accident_service.cli.source:source",
    "up": "accident_service.cli.up:up",
    "web": "accident_service.cli.apart:web",
    "worker": "accident_service.cli.apart:worker",
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and loads the one that is asked for."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        command = getattr(importlib.import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{place} is no command")
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="accident-service")
def main() -> None:
    """Reconstruct minor traffic accidents from surveillance video."""
