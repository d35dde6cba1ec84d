"""Where the time of one analysis went, as a table for a terminal."""

import click

from accident_service.adapters.stage_times import Profile


def tell_profile(profile: Profile) -> None:
    """Wall and processor seconds of every stage, and the whole beside decoding alone.

    A wall time far above the processor time means that the machine was busy with others.
    """
    click.echo(f"\n{'stage':14} {'wall s':>7} {'cpu s':>7} {'wall %':>7}")
    for part, spent in profile.stages.items():
        share = 100 * spent.wall_s / profile.wall_s
        click.echo(f"{part.value:14} {spent.wall_s:7.2f} {spent.cpu_s:7.2f} {share:7.1f}")
    click.echo(f"{'whole':14} {profile.wall_s:7.2f} {profile.cpu_s:7.2f}")
    ratio = profile.wall_s / profile.decoding_alone_s
    click.echo(
        f"decoding alone {profile.decoding_alone_s:.2f} s of wall time: the whole is {ratio:.1f}"
        f" times that\nmost memory held {profile.peak_mb:.0f} MB"
    )
