"""What those who run the house may ask of the service: people, units, old cases."""

from dataclasses import dataclass

from accident_service.casework.administer import Administer
from accident_service.casework.destroy_case import DestroyCase
from accident_service.casework.keep_units import KeepUnits
from accident_service.casework.lead_unit import LeadUnit
from accident_service.casework.outside_world import OutsideWorld
from accident_service.casework.own_password import ChangeOwnPassword
from accident_service.casework.retention_runs import RetentionRuns
from accident_service.casework.steps_in_trouble import StepsInTrouble


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseActs(OutsideWorld):
    """The acts of administrators and heads of unit, on one outside world."""

    @property
    def administer(self) -> Administer:
        """Change accounts and roles."""
        return Administer(self.ledger, self.clock, self.passwords, self.second_factors)

    @property
    def change_own_password(self) -> ChangeOwnPassword:
        """Let somebody of the house change their own password."""
        return ChangeOwnPassword(
            self.ledger, self.clock, self.officers, self.passwords, self.second_factors
        )

    @property
    def keep_units(self) -> KeepUnits:
        """Enter and change units."""
        return KeepUnits(self.ledger, self.clock)

    @property
    def retention_runs(self) -> RetentionRuns:
        """Destroy, by four eyes, what need not be kept; carried out behind the doors."""
        destroy = DestroyCase(self.ledger, self.blobs, self.clock, self.house_rules.periods)
        return RetentionRuns(destroy, self.officers, self.second_factors)

    @property
    def steps_in_trouble(self) -> StepsInTrouble:
        """Look at steps that go wrong, try them now, or give them up."""
        return StepsInTrouble(self.ledger, self.clock)

    @property
    def lead_unit(self) -> LeadUnit:
        """Look at a unit's load, and hand its cases over."""
        return LeadUnit(self.ledger, self.clock, self.officers)
