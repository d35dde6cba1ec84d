"""Cases in every state that follows a decision, put into a staged world."""

from dataclasses import replace
from datetime import timedelta

from accident_service.casefile.ask_evidence import EvidenceWish
from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionKind, DecisionRequest, PartyGrade
from accident_service.casefile.evidence_request import EvidenceWanted
from accident_service.casefile.objection import Subject, SubjectKind
from accident_service.casefile.party_picture import PartyPicture
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.casework.link_claim import LinkClaim
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import CaseId
from tests.browser.staged import analysed
from tests.casework.after_decision import (
    CERTIFY,
    FIRST,
    SECOND,
    WISH,
    A,
    B,
    Desk,
    deciding_officer,
)
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.doors import insurer_client
from tests.unit.casefile import reviews

FACTS = "乙方车辆追尾前方停车等候的甲方车辆，甲方车尾、乙方车头受损。"
B_BEARS_ALL = (PartyGrade(letter=A, grade=Grade.NONE), PartyGrade(letter=B, grade=Grade.FULL))
STOOD = Subject(
    kind=SubjectKind.FACT,
    key="stationary",
    zh="接触前，您的车是停着的。",
    en="Your vehicle stood before the contact.",
)
PASSWORD = "a long password"

AMEND_TO_EQUAL = DecisionRequest(
    kind=DecisionKind.AMEND,
    seen_version=0,  # whoever decides puts in what they see
    grades=(PartyGrade(letter=A, grade=Grade.EQUAL), PartyGrade(letter=B, grade=Grade.EQUAL)),
    provisions=("RTSL-43",),
    reason="双方同时起步，均未察明周围情况。",
)


def staged_after(world: FakeWorld) -> FakeWorld:
    """The world with cases that were decided, and officers of the higher unit.

    BCDF0011 sent to A, while B gets it by hand; BCDF0012 served, mediation asked for; BCDF0013
    applied for review; BCDF0014 on the higher unit's desk with one signature; BCDF0015 upheld;
    BCDF0016 reopened; BCDF0017 a certificate; BCDF0018 an offer to agree; BCDF0019 agreed;
    BCDF0020 amended, and waiting for a second officer and for A's answer.
    """
    staffed(world)
    _sent(world)
    _served(world)
    _reviewed(world)
    _certified(world)
    _offered(world, "18")
    agreed = _offered(world, "19")
    agreed.casework.agree.sign(agreed.case_id, A, seen_version=agreed.proceedings.version)
    _put_to_second(world)
    return world


def staffed(world: FakeWorld) -> None:
    """An officer who decides, and two of the higher unit who review."""
    world.officers.accounts |= {
        "officer": (PASSWORD, deciding_officer()),
        "reviewer": (PASSWORD, FIRST),
        "second-reviewer": (PASSWORD, SECOND),
    }


def _drawn(world: FakeWorld, name: str) -> Case:
    return analysed(world, examples.proposed_case(name))


def _desk(world: FakeWorld, name: str) -> Desk:
    desk = Desk(world, examples.proposed_case(name).id)
    desk.put(_drawn(world, name))
    return desk


def _determined(world: FakeWorld, name: str) -> Desk:
    desk = _desk(world, name)
    desk.confirm()
    desk.issue()
    return desk


def _sent(world: FakeWorld) -> None:
    case = _drawn(world, "11")
    a, b = case.statements
    desk = Desk(world, CaseId(case.id))
    desk.put(replace(case, statements=(a, replace(b, consents_to_electronic_service=False))))
    desk.confirm()
    desk.issue()


def _served(world: FakeWorld) -> None:
    desk = _determined(world, "12").served()
    _made_ready(world, desk)
    with world.ledger.reading() as work:
        found = work.determinations.of_case(desk.case_id)
    if found is not None:
        LinkClaim(world.ledger, world.clock)(
            insurer_client("PICC"), found[0].number, "CLM-2026-000317"
        )
    desk.casework.party_after.object_to(
        desk.case_id, A, STOOD, "当时我已经起步，行车记录仪可以证明。"
    )
    for letter in (A, B):
        desk.casework.mediate.ask(desk.case_id, letter)
    desk.casework.recuse.request(
        desk.case_id, deciding_officer().id, A, "承办民警与乙方系同事关系，可能影响公正。"
    )


def _made_ready(world: FakeWorld, desk: Desk) -> None:
    """The pictures each party gets to see; the drawings stand for the blurred ones."""
    pictures = tuple(
        PartyPicture(letter, exhibit)
        for letter in (A, B)
        for exhibit in desk.case.analyses[0].exhibits
    )
    with world.ledger.transaction() as work:
        work.cases.save(work.cases.load(desk.case_id).with_party_pictures(pictures))


def _reviewed(world: FakeWorld) -> None:
    for name in ("13", "14", "15", "16"):
        desk = _determined(world, name).served()
        desk.casework.review.apply(desk.case_id, A, WISH)
        if name == "13":
            continue
        forward = desk.casework.review.forward
        forward(desk.case_id, deciding_officer(), seen_version=desk.proceedings.version)
        if name == "14":
            desk.casework.conclude_review.draft(
                desk.case_id,
                reviews.findings(ReviewOutcome.REDETERMINE),
                FIRST,
                seen_version=desk.proceedings.version,
            )
        else:
            redetermine = name == "16"
            desk.conclude(ReviewOutcome.REDETERMINE if redetermine else ReviewOutcome.UPHOLD)


def _certified(world: FakeWorld) -> None:
    desk = _desk(world, "17")
    desk.decide(CERTIFY)
    desk.issue()


def _offered(world: FakeWorld, name: str) -> Desk:
    desk = _desk(world, name)
    desk.casework.agree.offer(desk.case_id, B, FACTS, B_BEARS_ALL)
    return desk


def _put_to_second(world: FakeWorld) -> None:
    desk = _desk(world, "20")
    wish = EvidenceWish(
        letter=A,
        wanted=EvidenceWanted.PHOTOS,
        words="请补拍左前轮与车道线的相对位置，离近一点。",
        due_on=world.clock.now().date() + timedelta(days=3),
        seen_version=desk.case.version,
    )
    desk.casework.ask_evidence(desk.case_id, wish, deciding_officer())
    amended = replace(AMEND_TO_EQUAL, seen_version=desk.case.version)
    desk.casework.decide_case(desk.case_id, amended, deciding_officer())
