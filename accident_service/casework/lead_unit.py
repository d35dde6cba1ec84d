"""The head of a unit: who has how much in hand, and giving a case from one officer to another.

A head sees which cases, at which stage and until when; what is in them only an officer opens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.claim import LONGEST_NOTE, Claim, may_be_claimed
from accident_service.casefile.decision import Officer
from accident_service.casefile.recusal import demand_free_to_act
from accident_service.casefile.roles import Role
from accident_service.casefile.working_days import beijing_date
from accident_service.casework.desk_ports import DeskQuery, DeskRow, Holder
from accident_service.casework.door_ports import OfficerAccounts
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.errors import CaseMovedOn, InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.quantities.identifiers import CaseId, OfficerId

MOST_ROWS = 500  # cases in the hands of one unit at once; a unit is some dozen people [design]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerLoad:
    """One officer's work; `works_here` is False for one who left with cases in hand."""

    officer: OfficerId
    name: str
    police_no: str
    works_here: bool
    in_hand: tuple[DeskRow, ...]
    overdue: int
    signed_first: int  # of theirs wait for a second officer


@dataclass(frozen=True, slots=True)
class LeadUnit:
    """What a head of unit looks at and may do."""

    ledger: Ledger
    clock: Clock
    officers: OfficerAccounts

    def load(self, head: Officer) -> tuple[OfficerLoad, ...]:
        """The unit's officers by name, each with what they have in hand, soonest due first.

        Raises:
            NotPermitted: `head` leads no unit.
        """
        self._demand_head(head)
        now_at = self.clock.now()
        query = DeskQuery(asker=head, now_at=now_at, holder=Holder.UNIT)
        with self.ledger.reading() as work:
            rows = work.desk.listed(query, limit=MOST_ROWS, offset=0)
            signed = work.desk.signed_first_of(head.unit)
        in_hand: dict[OfficerId, list[DeskRow]] = {}
        for row in rows:
            if row.claim is not None:
                in_hand.setdefault(row.claim.officer, []).append(row)
        people = {one.id: one for one in self.officers.of_unit(head.unit)}
        today = beijing_date(now_at)
        everybody = (*people, *(one for one in in_hand if one not in people))
        return tuple(
            _load(one, people.get(one), in_hand.get(one, []), signed, today) for one in everybody
        )

    def hand_over(
        self, case_id: CaseId, holder: OfficerId, to: OfficerId, *, note: str, by: Officer
    ) -> Claim:
        """The case in another officer's hand; sent twice it changes nothing more.

        Args:
            holder: Who had it when the head looked.

        Raises:
            NotPermitted: `by` is no head, the case is in no hand of their unit, or the officer
                chosen stands aside in it.
            InvalidDecision: Nobody of the unit who works on cases was chosen, or a long note.
            CaseMovedOn: `holder` no longer has it.
            StepOutOfOrder: Nothing is left to do in the case.
        """
        self._demand_head(by)
        people = {one.id: one for one in self.officers.of_unit(by.unit)}
        if to not in people:
            raise InvalidDecision("hand a case over to an officer of your own unit")
        if len(note) > LONGEST_NOTE:
            raise InvalidDecision(f"a note has at most {LONGEST_NOTE} characters")
        with self.ledger.transaction() as work:
            before = self._held(work, case_id, by)
            if before.officer == to:
                return before
            if before.officer != holder:
                raise CaseMovedOn(f"{before.officer_name} has case {case_id} in hand meanwhile")
            demand_free_to_act(to, work.proceedings.load(case_id).recusals)
            claim = Claim.handed(people[to], case_id, self.clock.now(), by=by, note=note.strip())
            work.desk.keep_claim(claim, instead_of=before)
            self._record(work, claim, before, by)
        return claim

    def _held(self, work: UnitOfWork, case_id: CaseId, by: Officer) -> Claim:
        case, claim = work.cases.load(case_id), work.desk.claim(case_id)
        if claim is None or not claim.holds_at(self.clock.now()):
            raise CaseMovedOn(f"case {case.tracking_code} is in nobody's hands any more")
        if claim.unit != by.unit:
            raise NotPermitted(f"case {case.tracking_code} is in the hands of another unit")
        if not may_be_claimed(case.stage):
            raise StepOutOfOrder(f"case {case.tracking_code} is {case.stage}; it is done")
        return claim

    def _demand_head(self, by: Officer) -> None:
        if Role.HEAD not in self.officers.standing(by.id).roles:
            raise NotPermitted(f"{by.id} leads no unit")

    def _record(self, work: UnitOfWork, claim: Claim, before: Claim, by: Officer) -> None:
        work.audit.append(
            AuditAct(
                at=claim.since_at,
                actor=f"officer:{by.id}",
                verb="hand-over-case",
                case=claim.case,
                detail=(("holder", claim.officer), ("holder_before", before.officer)),
            )
        )


def _load(
    officer_id: OfficerId,
    officer: Officer | None,
    rows: list[DeskRow],
    signed: Mapping[OfficerId, int],
    today: date,
) -> OfficerLoad:
    left = rows[0].claim if officer is None and rows else None
    due = [row.summary.due_on for row in rows]
    return OfficerLoad(
        officer=officer_id,
        name=officer.name if officer else left.officer_name if left else officer_id,
        police_no=officer.police_no if officer else "",
        works_here=officer is not None,
        in_hand=tuple(rows),
        overdue=sum(one is not None and one < today for one in due),
        signed_first=signed.get(officer_id, 0),
    )
