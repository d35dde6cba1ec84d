"""The profile as a person reads it."""

import pytest

from accident_service.adapters.stage_times import Profile, Spent
from accident_service.cli.profile_table import tell_profile
from accident_service.reconstruction.stages import Stage


def test_every_stage_has_its_line_and_the_whole_stands_beside_decoding(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell_profile(
        Profile(
            stages={Stage.FLOW: Spent(3.0, 2.5), Stage.FIT: Spent(1.0, 1.0)},
            wall_s=4.0,
            cpu_s=3.5,
            peak_mb=321.4,
            decoding_alone_s=2.0,
        )
    )

    said = capsys.readouterr().out
    assert "flow              3.00    2.50    75.0" in said
    assert "2.0 times" in said
    assert "321 MB" in said
