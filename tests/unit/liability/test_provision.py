from datetime import date

from accident_service.liability.provision import Provision, built_in_provisions

OLD = Provision(
    key="X-1",
    law_zh="某法",
    article_zh="第一条",
    gist_zh="旧",
    gist_en="old",
    valid_from=date(2004, 5, 1),
    valid_to=date(2021, 4, 28),
)


def test_an_article_binds_on_its_first_and_last_day_and_not_outside() -> None:
    assert OLD.in_force(date(2004, 5, 1))
    assert OLD.in_force(date(2021, 4, 28))
    assert not OLD.in_force(date(2004, 4, 30))
    assert not OLD.in_force(date(2021, 4, 29))


def test_every_built_in_article_is_told_in_both_languages_and_once_per_day() -> None:
    provisions = built_in_provisions()

    for provision in provisions:
        assert all((provision.law_zh, provision.article_zh, provision.gist_zh, provision.gist_en))
    in_force = [one.key for one in provisions if one.in_force(date(2026, 3, 1))]
    assert len(in_force) == len(set(in_force))
    assert {"RTSL-43", "REG-44.2", "REG-38(1)", "REG-51(7)", "SPR-60", "SPR-67"} <= set(in_force)
