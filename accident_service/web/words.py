"""Codes of the story as people read them."""

from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.stage import Stage
from accident_service.footage.camera import CameraNetwork
from accident_service.liability.fact import Truth
from accident_service.liability.grade import Grade
from accident_service.liability.proposal import Strength
from accident_service.liability.second_look import Measurement
from accident_service.reconstruction.timing.rate import RateStanding
from accident_service.reports.observations import Observable, Whose
from accident_service.reports.party import PartyLetter
from accident_service.reports.plate import PlateKind
from accident_service.reports.statement import Circumstance

STAGES: dict[Stage, LazyString] = {
    Stage.NEGOTIATING: lazy_gettext("Between the parties"),
    Stage.REPORTED: lazy_gettext("Report received"),
    Stage.CLIPS_FOUND: lazy_gettext("Cameras found"),
    Stage.CLIPS_FETCHED: lazy_gettext("Recordings secured"),
    Stage.RECONSTRUCTED: lazy_gettext("Reconstructed"),
    Stage.PROPOSED: lazy_gettext("Proposal ready"),
    Stage.NEEDS_OFFICER: lazy_gettext("Needs an officer"),
    Stage.DECIDED: lazy_gettext("Decided"),
    Stage.DETERMINED: lazy_gettext("Determination issued"),
    Stage.CERTIFIED: lazy_gettext("Certificate issued"),
    Stage.AGREED: lazy_gettext("Settled by agreement"),
    Stage.REOPENED: lazy_gettext("To be determined anew"),
    Stage.REFERRED: lazy_gettext("Referred"),
}

# The same for the parties, who are told nothing of a proposal.
STAGES_FOR_PARTIES: dict[Stage, LazyString] = {
    Stage.NEGOTIATING: lazy_gettext("To be settled by you both"),
    Stage.REPORTED: lazy_gettext("Being examined"),
    Stage.CLIPS_FOUND: lazy_gettext("Being examined"),
    Stage.CLIPS_FETCHED: lazy_gettext("Being examined"),
    Stage.RECONSTRUCTED: lazy_gettext("Being examined"),
    Stage.PROPOSED: lazy_gettext("With an officer"),
    Stage.NEEDS_OFFICER: lazy_gettext("With an officer"),
    Stage.DECIDED: lazy_gettext("Being issued"),
    Stage.DETERMINED: lazy_gettext("Decided"),
    Stage.CERTIFIED: lazy_gettext("Certificate issued"),
    Stage.AGREED: lazy_gettext("Settled by agreement"),
    Stage.REOPENED: lazy_gettext("With an officer again"),
    Stage.REFERRED: lazy_gettext("Handled by officers"),
}

PARTIES: dict[PartyLetter, LazyString] = {
    PartyLetter.A: lazy_gettext("Party A"),
    PartyLetter.B: lazy_gettext("Party B"),
}

GRADES: dict[Grade, LazyString] = {
    Grade.FULL: lazy_gettext("full responsibility"),
    Grade.PRIMARY: lazy_gettext("primary responsibility"),
    Grade.EQUAL: lazy_gettext("equal responsibility"),
    Grade.SECONDARY: lazy_gettext("secondary responsibility"),
    Grade.NONE: lazy_gettext("no responsibility"),
}

STRENGTHS: dict[Strength, LazyString] = {
    Strength.FIRM: lazy_gettext("firm"),
    Strength.LIMITED: lazy_gettext("limited"),
}

MEASUREMENTS: dict[Measurement, LazyString] = {
    Measurement.POSITION_X: lazy_gettext("position east–west"),
    Measurement.POSITION_Y: lazy_gettext("position north–south"),
    Measurement.HEADING: lazy_gettext("heading"),
    Measurement.SPEED: lazy_gettext("speed"),
    Measurement.LENGTH: lazy_gettext("length"),
    Measurement.WIDTH: lazy_gettext("width"),
    Measurement.CONTACT_TIME: lazy_gettext("moment of contact"),
    Measurement.SIGNAL_CLOCK: lazy_gettext("clock of the signals"),
}

TRUTHS: dict[Truth, LazyString] = {
    Truth.TRUE: lazy_gettext("established"),
    Truth.FALSE: lazy_gettext("excluded"),
    Truth.UNKNOWN: lazy_gettext("cannot be told"),
}

DECISIONS: dict[DecisionKind, LazyString] = {
    DecisionKind.CONFIRM: lazy_gettext("Proposal confirmed"),
    DecisionKind.AMEND: lazy_gettext("Proposal amended"),
    DecisionKind.REFER: lazy_gettext("Referred"),
    DecisionKind.CERTIFY: lazy_gettext("Certificate ordered"),
}

CIRCUMSTANCES: dict[Circumstance, LazyString] = {
    Circumstance.STANDING: lazy_gettext("I was standing still"),
    Circumstance.GOING_STRAIGHT: lazy_gettext("I was going straight ahead"),
    Circumstance.CHANGING_LANE: lazy_gettext("I was changing lane"),
    Circumstance.TURNING_LEFT: lazy_gettext("I was turning left"),
    Circumstance.TURNING_RIGHT: lazy_gettext("I was turning right"),
    Circumstance.REVERSING: lazy_gettext("I was reversing"),
    Circumstance.TURNING_ROUND: lazy_gettext("I was making a U-turn"),
    Circumstance.LEAVING_PARKING: lazy_gettext("I was leaving a parking space"),
    Circumstance.OVERTAKING: lazy_gettext("I was overtaking"),
    Circumstance.ENTERING_ROAD: lazy_gettext("I was coming out of a yard or car park"),
    Circumstance.IN_ROUNDABOUT: lazy_gettext("I was in a roundabout"),
    Circumstance.PARKED: lazy_gettext("My vehicle was parked"),
}

PLATE_KINDS: dict[PlateKind, LazyString] = {
    PlateKind.ORDINARY: lazy_gettext("Ordinary plate"),
    PlateKind.POLICE: lazy_gettext("Police plate"),
    PlateKind.TRAINING: lazy_gettext("Learner's plate"),
    PlateKind.TRAILER: lazy_gettext("Trailer plate"),
    PlateKind.NEW_ENERGY_SMALL: lazy_gettext("New-energy plate, small vehicle"),
    PlateKind.NEW_ENERGY_LARGE: lazy_gettext("New-energy plate, large vehicle"),
    PlateKind.HONG_KONG_MACAU: lazy_gettext("Hong Kong or Macau plate"),
    PlateKind.DIPLOMATIC: lazy_gettext("Embassy or consulate plate"),
    PlateKind.MILITARY: lazy_gettext("Military plate"),
    PlateKind.NONE: lazy_gettext("No plate"),
}

# What a party reports of a vehicle, after "my vehicle" or "the other vehicle".
OBSERVABLES: dict[Observable, LazyString] = {
    Observable.DOOR_OPEN: lazy_gettext("A door was open or being opened"),
    Observable.NO_INDICATOR: lazy_gettext("Turned or changed lane without indicating"),
    Observable.NO_LIGHTS: lazy_gettext("No lights on in the dark"),
    Observable.USED_PHONE: lazy_gettext("The driver was using a phone"),
    Observable.NO_WARNING: lazy_gettext("Stood broken down without hazard lights or triangle"),
    Observable.EMERGENCY_DUTY: lazy_gettext("Was on emergency duty, siren and lights on"),
}

WHOSE: dict[Whose, LazyString] = {
    Whose.OWN: lazy_gettext("My vehicle"),
    Whose.OTHER: lazy_gettext("The other one"),
    Whose.NEITHER: lazy_gettext("Neither"),
    Whose.UNSURE: lazy_gettext("Don't know"),
}
# The same as an officer reads it in a party's account.
WHOSE_IN_FILE: dict[Whose, LazyString] = {
    Whose.OWN: lazy_gettext("own vehicle"),
    Whose.OTHER: lazy_gettext("other vehicle"),
    Whose.NEITHER: lazy_gettext("neither vehicle"),
    Whose.UNSURE: lazy_gettext("does not know"),
}

NETWORKS: dict[CameraNetwork, LazyString] = {
    CameraNetwork.PUBLIC_SECURITY: lazy_gettext("public security"),
    CameraNetwork.TRAFFIC: lazy_gettext("traffic"),
    CameraNetwork.COMMERCIAL: lazy_gettext("commercial"),
    CameraNetwork.PARTY: lazy_gettext("a party's own"),
}

# Where a recording was fetched from, by the kind of its source.
SOURCES: dict[str, LazyString] = {
    "folder": lazy_gettext("a mounted recorder"),
    "s3": lazy_gettext("an object store"),
    "frigate": lazy_gettext("a Frigate recorder"),
    "https": lazy_gettext("a web server"),
    "onvif": lazy_gettext("an ONVIF recorder"),
    "gb28181": lazy_gettext("a GB/T 28181 gateway"),
}

# What vouches for a second of a recording being a second.
RATES: dict[RateStanding, LazyString] = {
    RateStanding.BURNT_IN_CLOCK: lazy_gettext("kept by the clock in the picture"),
    RateStanding.CODED_STREAM: lazy_gettext("as the encoder states it; no clock confirms it"),
    RateStanding.UNCONFIRMED: lazy_gettext("confirmed by nothing beside the file"),
    RateStanding.DISPUTED: lazy_gettext("two clocks of this recording contradict one another"),
}

# Why the evidence did not carry the case; the codes are those of errors.py.
GAPS: dict[str, LazyString] = {
    "no-footage": lazy_gettext("No camera recorded the place at that time."),
    "custody-broken": lazy_gettext("The stored recording no longer matches its seal."),
    "clip-unreadable": lazy_gettext("The recording cannot be read."),
    "timeline-unusable": lazy_gettext("The recording's clock cannot carry a speed."),
    "calibration-unreliable": lazy_gettext("The camera's survey cannot carry metres."),
    "camera-moved": lazy_gettext("The camera was turned away, or shows more than one view."),
    "vehicle-lost": lazy_gettext("A vehicle could not be followed through the picture."),
    "collision-not-observed": lazy_gettext("No contact between vehicles is seen."),
    "step-given-up": lazy_gettext("A step failed repeatedly."),
}
