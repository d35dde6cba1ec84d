"""A world in which cases stand at every stage, with drawn exhibits, for browsers to look at."""

from dataclasses import replace
from datetime import timedelta

from accident_service.casefile.analysis import FILM, AnalysisRecord, BlobRef, Exhibit
from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionKind
from accident_service.quantities.identifiers import CaseId, OfficerId, SiteId
from accident_service.reports.party import PartyLetter
from tests.browser.drawings import curve, plan, still
from tests.browser.staged_photos import photographed
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.documents import determination
from tests.fakes.doors import FakeHouseSignIn
from tests.fakes.measured import CONTACT_PTS_S, abstention, analysis_record
from tests.fakes.sealing import joined_clip
from tests.fakes.world import FakeSite, FakeSiteRegister

SVG = "image/svg+xml"
FILM_BYTES = b"0123456789"  # only its length matters: no page here plays it
PICTURE_LOG = BlobRef(sha256="ef" * 32, size_bytes=2, media_type="application/json")
STILLS = (
    (-1.0, "接触前1秒", "1 s before contact"),
    (-0.48, "接触前0.5秒", "0.5 s before contact"),
    (0.0, "接触时刻", "The moment of contact"),
    (0.52, "接触后0.5秒", "0.5 s after contact"),
)


def staged_world() -> FakeWorld:
    """Cases of every stage; the ones named are found by these codes.

    BCDF0001 just reported, BCDF0002 being measured, BCDF0003 proposed, BCDF0004 decided,
    BCDF0005 determined, BCDF0006 without footage, BCDF0007 referred by an officer, BCDF0008
    an abstention.
    """
    world = FakeWorld(house_sign_in=FakeHouseSignIn())
    world.sites = FakeSiteRegister(
        (
            FakeSite(),
            FakeSite(
                id=SiteId("east-bridge"), name_zh="东桥北引道", name_en="East Bridge, north ramp"
            ),
            FakeSite(
                id=SiteId("station-square"),
                name_zh="站前广场环岛",
                name_en="Station Square roundabout",
            ),
        )
    )
    newcomer = replace(examples.officer(), id=OfficerId("officer-new"), name="戊某")
    world.officers.accounts["newcomer"] = ("a long password", newcomer)
    world.second_factors.without.add(newcomer.id)
    world.clock.pass_by(3600)
    abstained = replace(analysed(world, examples.proposed_case("8")), proposal=abstention())
    for case in (
        examples.reported_case("1"),
        replace(examples.case_with_clips("2"), clips=(joined_clip(),)),
        recorded(photographed(world, analysed(world, examples.proposed_case("3")))),
        analysed(world, examples.decided_case("4")),
        recorded(_determined(world)),
        examples.handed_over_case("6"),
        _referred(world),
        replace(abstained, party_tracks=None),
    ):
        _put(world, case)
    return world


def _put(world: FakeWorld, case: Case) -> None:
    with world.ledger.transaction() as work:
        work.cases.add(case)


def recorded(case: Case) -> Case:
    """The case with what both parties' own cameras recorded."""
    return replace(case, own_recordings=tuple(examples.own_recording(one) for one in PartyLetter))


def analysed(world: FakeWorld, case: Case) -> Case:
    """The case with drawings that can be looked at."""
    return replace(case, analyses=(_with_drawings(world),))


def _with_drawings(world: FakeWorld) -> AnalysisRecord:
    bare = analysis_record(examples.sealed_clip().id)
    exhibits = [
        Exhibit(
            kind="still",
            name=f"still-{index}.svg",
            caption_zh=zh,
            caption_en=en,
            pts_s=CONTACT_PTS_S + offset_s,
            blob=world.blobs.put_bytes(still(offset_s), SVG),
        )
        for index, (offset_s, zh, en) in enumerate(STILLS)
    ]
    for kind, zh, en, drawn in (
        ("plan", "平面图：两车轨迹与接触点", "Plan view: both paths and the contact", plan()),
        ("speed-curve", "速度曲线（95%区间）", "Speeds with 95 % bands", curve()),
    ):
        blob = world.blobs.put_bytes(drawn, SVG)
        exhibits.append(
            Exhibit(
                kind=kind, name=f"{kind}.svg", caption_zh=zh, caption_en=en, pts_s=None, blob=blob
            )
        )
    exhibits += [_film(world, "camera-film", "监控画面", "Camera view")]
    exhibits += [_film(world, "plan-film", "平面动画", "Plan in motion")]
    return replace(bare, exhibits=tuple(exhibits), picture_log=PICTURE_LOG)


def _film(world: FakeWorld, kind: str, zh: str, en: str) -> Exhibit:
    return Exhibit(
        kind=kind,
        name=f"{kind}.mp4",
        caption_zh=zh,
        caption_en=en,
        pts_s=CONTACT_PTS_S - 4.0,
        blob=world.blobs.put_bytes(FILM_BYTES, FILM),
    )


def _determined(world: FakeWorld) -> Case:
    issued = determination()
    case = analysed(world, examples.decided_case("5")).with_determination(issued.number)
    pdf = world.blobs.put_bytes(b"%PDF-1.7 as drawn up elsewhere", "application/pdf")
    json = world.blobs.put_bytes(b"{}", "application/jose+json")
    with world.ledger.transaction() as work:
        work.determinations.next_number(examples.officer().unit, 2026)  # taken by this one
        work.determinations.add(replace(issued, case=CaseId(case.id)), pdf=pdf, json=json)
    return case


def _referred(world: FakeWorld) -> Case:
    decision = replace(
        examples.decision(),
        kind=DecisionKind.REFER,
        grades=(),
        provisions=(),
        reason="画面中另有第三辆车参与，需到现场勘查。",
        decided_at=examples.NOON + timedelta(minutes=40),
    )
    return analysed(world, examples.proposed_case("7")).decided_by(decision)
