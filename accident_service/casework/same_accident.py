"""Has the other driver reported this accident already? Found out without telling anything.

Who reports the same place at about the same time is asked for the plate of the other vehicle.
Only who names the plate the first report is about is led to that case; a plate that does not
fit leads nowhere and says nothing, not even that there was a case.
"""

from dataclasses import dataclass
from datetime import timedelta

from accident_service.casefile.case import Case
from accident_service.casefile.stage import CLOSED_TO_ACCOUNTS
from accident_service.casework.ports import Ledger
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter
from accident_service.reports.plate import normalised
from accident_service.reports.report import AccidentReport

# Two people's watches and memories of one moment; a junction rarely sees two accidents so
# close together, and a wrong question costs one tap. [design]
AT_ABOUT_THE_SAME_TIME = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class FindSameAccident:
    """Compares a report that is about to be filed with cases that wait for a second driver."""

    ledger: Ledger

    def may_be_known(self, report: AccidentReport) -> bool:
        """Is a case of the same site and time still without its second driver?"""
        return bool(self._waiting(report))

    def by_plate(self, report: AccidentReport, other_plate: str) -> CaseId | None:
        """The case whose first driver drove the vehicle of this plate; None where none did."""
        plate = normalised(other_plate)
        fitting = [
            case.id for case in self._waiting(report) if case.report.reporter.vehicle.plate == plate
        ]
        return fitting[0] if plate and len(fitting) == 1 else None

    def _waiting(self, report: AccidentReport) -> list[Case]:
        if report.place.site is None:
            return []
        from_at = report.occurred_at - AT_ABOUT_THE_SAME_TIME
        to_at = report.occurred_at + AT_ABOUT_THE_SAME_TIME
        with self.ledger.reading() as work:
            near = work.cases.at_site(report.place.site, from_at, to_at)
        return [case for case in near if _waits_for(case, report.reporter.phone)]


def _waits_for(case: Case, phone: str) -> bool:
    return (
        case.party(PartyLetter.B) is None
        and case.stage not in CLOSED_TO_ACCOUNTS
        and case.party_with_phone(phone) is None
    )
