from datetime import date

from accident_service.casefile.deadlines import Deadline
from accident_service.casefile.rights import (
    CERTIFICATE_RIGHTS_ZH,
    RIGHTS_EN,
    RIGHTS_ZH,
    rights_in_days,
    rights_until,
)
from accident_service.casefile.time_limits import LimitKind


def deadline(kind: LimitKind, due_on: date, *, provisional: bool = False) -> Deadline:
    return Deadline(
        kind=kind,
        article="SPR-71",
        starts_on=date(2026, 3, 2),
        due_on=due_on,
        provisional=provisional,
    )


REVIEW = deadline(LimitKind.APPLY_FOR_REVIEW, date(2026, 3, 5))
MEDIATION = deadline(LimitKind.REQUEST_MEDIATION, date(2026, 3, 16))


def test_before_service_the_notice_names_days_and_no_date() -> None:
    assert "三个工作日内，向上一级" in RIGHTS_ZH
    assert "within three working days of service, stating" in RIGHTS_EN
    assert "2026" not in RIGHTS_ZH + RIGHTS_EN


def test_after_service_each_right_has_its_last_day_beside_the_days() -> None:
    told = rights_until(REVIEW, MEDIATION)
    assert "三个工作日内（至2026年3月5日星期四止），向上一级" in told.zh
    assert "十个工作日内（至2026年3月16日星期一止），一致书面申请" in told.zh
    assert "within three working days of service (until Thu, 5 March 2026), stating" in told.en
    assert "within ten working days of receipt (until Mon, 16 March 2026) the parties" in told.en


def test_a_day_that_may_still_move_says_so() -> None:
    soon = deadline(LimitKind.APPLY_FOR_REVIEW, date(2027, 1, 5), provisional=True)
    told = rights_until(soon, MEDIATION)
    assert "（至2027年1月5日星期二止，节假日安排尚未公布，以公布后为准）" in told.zh
    assert "(until Tue, 5 January 2027; the public holidays are not announced yet" in told.en


def test_a_certificate_is_not_called_a_determination_where_it_tells_of_rights() -> None:
    assert "认定" not in CERTIFICATE_RIGHTS_ZH
    assert "自本证明送达之日起三个工作日内" in CERTIFICATE_RIGHTS_ZH


def test_once_the_accident_has_been_reviewed_no_second_review_is_offered() -> None:
    for told in (rights_until(None, MEDIATION), rights_in_days(reviewed=True)):
        assert "不能再次申请复核" in told.zh
        assert "书面复核申请" not in told.zh
        assert "there is no second one" in told.en
        assert "may apply in writing to the next higher" not in told.en
        assert "十个工作日" in told.zh


def test_the_last_days_after_a_certificate_do_not_call_it_a_determination() -> None:
    told = rights_until(REVIEW, MEDIATION, certificate=True)
    assert "认定" not in told.zh
    assert "自本证明送达之日起三个工作日内（至2026年3月5日星期四止）" in told.zh
    assert "自收到本证明之日起" in told.zh
