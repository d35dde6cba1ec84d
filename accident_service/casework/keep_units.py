"""The units of the police: entered and changed by an administrator, each change on record."""

from dataclasses import dataclass

from accident_service.casefile.decision import Officer
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.casework.staff_acts import demand_administrator, demand_words, record
from accident_service.casework.staff_ports import Unit
from accident_service.errors import Conflict, InvalidInput, NotFound
from accident_service.quantities.identifiers import UnitId


@dataclass(frozen=True, slots=True)
class KeepUnits:
    """Enters a unit, or changes the one that was looked at."""

    ledger: Ledger
    clock: Clock

    def enter(self, unit: Unit, *, by: Officer) -> None:
        """A new unit.

        Raises:
            Conflict: The code is entered already; its unit is changed on its own page.
            InvalidInput: Code or name is empty or too long, the higher unit is not entered, or
                it would be above itself.
            NotPermitted: `by` is no administrator.
        """
        with self.ledger.transaction() as work:
            demand_administrator(work, by)
            if any(one.code == unit.code for one in work.staff.units()):
                raise Conflict(f"unit {unit.code} is entered already")
            self._keep(work, unit, by)

    def change(self, unit: Unit, *, seen: Unit, by: Officer) -> None:
        """Another name or higher unit; sending the same form twice changes nothing more.

        Args:
            seen: The unit as whoever changes it had it before them.

        Raises:
            Conflict: It is no longer as it was seen.
            NotFound: There is no such unit.
            InvalidInput, NotPermitted: See `enter`.
        """
        with self.ledger.transaction() as work:
            demand_administrator(work, by)
            now = unit_of(work, unit.code)
            if now == unit:
                return
            if now != seen:
                raise Conflict(f"unit {unit.code} has been changed meanwhile")
            self._keep(work, unit, by, name_before=now.name, higher_before=now.higher or "")

    def _keep(self, work: UnitOfWork, unit: Unit, by: Officer, **before: str) -> None:
        demand_words(unit.code, unit.name)
        _demand_tree(work.staff.units(), unit)
        work.staff.save_unit(unit)
        detail = {"unit": unit.code, **before, "name": unit.name, "higher": unit.higher or ""}
        record(work, self.clock.now(), f"officer:{by.id}", "save-unit", **detail)


def unit_of(work: UnitOfWork, code: UnitId) -> Unit:
    """The unit of this code.

    Raises:
        NotFound: It is not entered.
    """
    found = next((one for one in work.staff.units() if one.code == code), None)
    if found is None:
        raise NotFound(f"unit {code} is not entered")
    return found


def _demand_tree(units: tuple[Unit, ...], changed: Unit) -> None:
    above = {one.code: one.higher for one in units} | {changed.code: changed.higher}
    if changed.higher is not None and changed.higher not in above:
        raise InvalidInput(f"higher unit {changed.higher} is not entered")
    passed, here = {changed.code}, changed.higher
    while here is not None:
        if here in passed:
            raise InvalidInput(f"{changed.code} would be above itself")
        passed.add(here)
        here = above.get(here)
