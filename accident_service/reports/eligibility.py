"""Where Order 146 sends a case before anyone looks at a camera.

The rows and their wording are in `routing_table`; here they are read from the top.
Three ways are handled online:

* ONLINE_DETERMINE: SPR-20.1 opens it to parties who dispute facts or cause and apply for it
  together.
* SELF_NEGOTIATE: parties who agree settle it themselves and sign here (SPR-21); no officer
  takes part and no recording is fetched. Should they fall out, the same report counts as
  disputed and goes on as ONLINE_DETERMINE.
* LATE_REPORT: SPR-18 has the police first verify that the accident happened, which is just
  what footage is for. So it is preserved and measured; whether the late report is accepted
  remains the officer's act.
"""

from dataclasses import dataclass

from accident_service.reports.routing_table import (
    GENERAL_PROCEDURE,
    LATE_REPORT,
    ONLINE_DETERMINE,
    REFERRALS,
    SELF_NEGOTIATE,
    SIMPLE_PROCEDURE,
    Row,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningAnswers:
    """The referral questions, answered by the reporting driver; True means it applies.

    `scene_already_cleared` means that the parties had gone before anyone was told (SPR-18);
    moving the cars aside and reporting at once is what the law asks for, and is not this.
    """

    injured: bool = False
    crime_suspected: bool = False
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


def route(answers: ScreeningAnswers) -> Routing:
    """Where the law sends this case; the first row that applies decides.

    `also` ends with the procedure the officers would use: simple for damage to property,
    general where someone is hurt or a crime is suspected.

    Reference:
        Order 146, articles 12 to 24 and 96.
    """
    first, *others = _rows_that_apply(answers)
    return Routing(
        code=first.code,
        handled_online=first.handled_online,
        also=tuple(row.code for row in others),
        provisions=first.provisions,
    )


def _rows_that_apply(answers: ScreeningAnswers) -> tuple[Row, ...]:
    referred: tuple[Row, ...] = tuple(row for row in REFERRALS if getattr(answers, row.answer))
    late = (LATE_REPORT,) if answers.scene_already_cleared else ()
    serious = answers.injured or answers.crime_suspected
    procedure = GENERAL_PROCEDURE if serious else SIMPLE_PROCEDURE
    if referred:
        return (*referred, *late, procedure)
    if not answers.disputed:
        return (SELF_NEGOTIATE, *late, procedure)
    return (*late, ONLINE_DETERMINE, procedure)
