"""What happened with the cameras: the database and the fake tell the same story."""

from dataclasses import replace
from datetime import timedelta

from accident_service.adapters.database.camera_diary import SqlCameraDiary
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casework.camera_ports import (
    AccidentPlace,
    CameraDiary,
    CameraKey,
    FetchNote,
    PlaceOutcome,
    PlaceTally,
    ReadingNote,
    WantedClip,
)
from accident_service.footage.health import FetchOutcome, Health
from accident_service.quantities.identifiers import CameraId, ClipId, SiteId
from tests.fakes import examples
from tests.fakes.cameras import FakeCameraDiary

CASE = examples.reported_case()
KEY = CameraKey(examples.SITE, examples.CAMERA)
OTHER = CameraKey(examples.SITE, CameraId("silent"))
NEVER_ASKED = CameraKey(examples.SITE, CameraId("new"))
DAY = timedelta(days=1)


def fetched(outcome: FetchOutcome, days: float, key: CameraKey = KEY) -> FetchNote:
    return FetchNote(case=CASE.id, key=key, at=examples.NOON + days * DAY, outcome=outcome)


def both(ledger: SqlLedger) -> tuple[CameraDiary, CameraDiary]:
    with ledger.transaction() as work:
        work.cases.add(CASE)
    return SqlCameraDiary(ledger.engines), FakeCameraDiary()


def test_requests_come_to_the_same_history(sql_ledger: SqlLedger) -> None:
    now_at = examples.NOON + 40 * DAY
    for diary in both(sql_ledger):
        for outcome, days in (
            (FetchOutcome.FETCHED, 0),
            (FetchOutcome.NO_ANSWER, 15),
            (FetchOutcome.FETCHED, 20),
            (FetchOutcome.NO_RECORDING, 30),
        ):
            diary.note_fetch(fetched(outcome, days))
        diary.note_fetch(fetched(FetchOutcome.NO_ANSWER, 1, OTHER))
        found = diary.histories([KEY, OTHER, NEVER_ASKED], now_at=now_at)
        assert set(found) == {KEY, OTHER}
        assert diary.histories([], now_at=now_at) == {}
        assert found[KEY].health is Health.UNSTEADY
        assert (found[KEY].tried, found[KEY].fetched) == (3, 1)
        assert found[KEY].last_fetched_at == examples.NOON + 20 * DAY
        assert found[KEY].last_failure is FetchOutcome.NO_RECORDING
        assert found[KEY].failures_since == 1
        assert found[OTHER].health is Health.FAILING
        assert found[OTHER].share_fetched is None


def test_a_recording_is_waited_for_until_somebody_answers(sql_ledger: SqlLedger) -> None:
    place = AccidentPlace(
        case=CASE.id,
        site=examples.SITE,
        x_m=1.5,
        y_m=-2.0,
        sigma_m=5.0,
        at=examples.NOON,
        outcome=PlaceOutcome.ASKED,
    )
    wanted = [
        WantedClip(case=CASE.id, key=key, kept_until_at=examples.NOON + days * DAY)
        for key, days in ((KEY, 30), (OTHER, 7))
    ]
    for diary in both(sql_ledger):
        diary.note_place(place, wanted)
        diary.note_place(place, wanted)
        assert [one.key for one in diary.waiting()] == [OTHER, KEY]
        diary.note_fetch(fetched(FetchOutcome.NO_ANSWER, 0, OTHER))
        assert len(diary.waiting()) == 2
        diary.note_fetch(fetched(FetchOutcome.NO_RECORDING, 1, OTHER))
        assert [one.key for one in diary.waiting()] == [KEY]
        assert diary.places(since=examples.NOON) == (place,)
        assert diary.places(since=examples.NOON, site=examples.SITE) == (place,)
        assert diary.places(since=examples.NOON, site=SiteId("elsewhere")) == ()
        assert diary.places(since=examples.NOON + DAY) == ()
        tally = PlaceTally(count=1, unseen=0, newest_at=place.at, sums_m=(1.5, -2.0, 5.0))
        assert diary.tallies(since=examples.NOON) == {examples.SITE: tally}
        diary.note_place(replace(place, outcome=PlaceOutcome.UNSEEN), wanted)
        assert diary.tallies(since=examples.NOON) == {examples.SITE: replace(tally, unseen=1)}


def test_the_newest_reading_comes_first(sql_ledger: SqlLedger) -> None:
    for diary in both(sql_ledger):
        for number, standing in enumerate(("coded-stream", "clip-unreadable")):
            diary.note_reading(
                ReadingNote(
                    case=CASE.id,
                    key=KEY,
                    clip=ClipId(f"clip-{number}"),
                    at=examples.NOON + number * DAY,
                    standing=standing,
                    measured=number == 0,
                )
            )
        assert diary.last_readings([KEY, OTHER])[KEY].standing == "clip-unreadable"
        assert [one.clip for one in diary.readings(KEY, limit=5)] == ["clip-1", "clip-0"]
        assert diary.readings(OTHER, limit=5) == ()
