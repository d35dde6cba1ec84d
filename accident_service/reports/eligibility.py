"""Where Order 146 sends a case before anyone looks at a camera."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningAnswers:
    """The referral questions, answered by the reporting driver; True means it applies."""

    injured: bool = False
    driver_without_licence: bool = False
    alcohol_or_drugs: bool = False
    school_bus_or_overloaded_coach: bool = False
    plate_missing_or_forged: bool = False
    vehicle_cannot_move: bool = False
    party_left_scene: bool = False
    deliberate: bool = False
    dangerous_goods: bool = False
    inspection_or_insurance_missing: bool = False
    facility_damaged: bool = False
    officer_wanted: bool = False
    diplomatic_vehicle: bool = False
    military_vehicle: bool = False
    scene_already_cleared: bool = False
    disputed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """The first row of the table that applies, and every other that does too."""

    code: str  # such as "ONLINE_DETERMINE" or "REF_PLATE"
    handled_online: bool
    also: tuple[str, ...]
    provisions: tuple[str, ...]  # such as "SPR-13(4)"
