"""The cases of one phone, those in which something waits for its holder first."""

from dataclasses import dataclass

from flask_babel import gettext

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import UnitOfWork
from accident_service.reports.party import PartyLetter
from accident_service.web.driver.after import after_decision
from accident_service.web.driver.ask_online import may_apply_online


@dataclass(frozen=True, slots=True)
class OwnCase:
    """One case, and in a word what its reader has to do; empty when nothing."""

    case: Case
    waits: str


def own_cases(work: UnitOfWork, phone: str) -> tuple[OwnCase, ...]:
    """The cases in which this phone's holder is a party; newest first within both groups."""
    mine = [OwnCase(case, _waits(work, case, phone)) for case in work.cases.of_phone(phone)]
    return tuple(sorted(mine, key=lambda one: not one.waits))


def _waits(work: UnitOfWork, case: Case, phone: str) -> str:
    me = case.party_with_phone(phone)
    if me is None:
        return ""
    after = after_decision(work, case, me.letter)
    if after.open_to_agreement and after.offer is not None and after.offer.by is not me.letter:
        return str(gettext("An agreement waits for your signature"))
    if any(one and one.may_acknowledge for one in (after.receivable, after.conclusion_receivable)):
        return str(gettext("A document waits for you"))
    return _waits_before_decision(case, me.letter)


def _waits_before_decision(case: Case, letter: PartyLetter) -> str:
    if case.stage is not Stage.NEGOTIATING:
        missing = may_apply_online(case, letter)
        return str(gettext("Your application is missing")) if missing else ""
    if case.party(PartyLetter.B) is None:
        return str(gettext("The other driver has not joined: send them the link"))
    return str(gettext("The agreement is still to be written"))
