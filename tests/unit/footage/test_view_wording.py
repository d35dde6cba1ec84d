"""Every thing that was weighed is said, in both languages, and what speaks against is marked."""

from dataclasses import replace

from accident_service.footage.camera_view import Purpose
from accident_service.footage.health import Health
from accident_service.footage.view_wording import factors, reason_en, reason_zh
from tests.unit.footage.test_camera_view import view


def test_a_good_view_has_nothing_against_it() -> None:
    told = factors(view())
    assert not any(one.against for one in told)
    assert "覆盖事故可能地点的100%" in reason_zh(view())
    assert reason_en(view()).startswith("“Mast mast” (traffic): it covers 100 %")


def test_what_speaks_against_is_marked() -> None:
    poor = view(Health.FAILING)
    poor = replace(
        poor,
        overwritten=True,
        coverage=replace(poor.coverage, share_seen=0.0, share_hidden=0.4, view_down_rad=0.1),
    )
    against = [one.en for one in factors(poor) if one.against]
    assert [one.split()[0] for one in against] == ["it", "a", "it", "of", "recordings"]
    assert "a further 40 % is hidden" in against[1]
    assert "looks down at 6°, where vehicles hide one another" in against[2]


def test_a_camera_asked_for_the_approach_says_so() -> None:
    told = reason_en(replace(view(), purpose=Purpose.APPROACH))
    assert "asked for that" in told
    assert "一并调取" in reason_zh(replace(view(), purpose=Purpose.APPROACH))
