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

AUDIT_VERBS: dict[str, LazyString] = {
    "survey-camera": lazy_gettext("kept a survey of a camera"),
    "keep-still": lazy_gettext("kept a picture of a camera"),
    "view-still": lazy_gettext("looked at a picture of a camera"),
    "file-report": lazy_gettext("filed the report"),
    "join-case": lazy_gettext("gave their account"),
    "view-exhibit": lazy_gettext("viewed an exhibit"),
    "view-party-picture": lazy_gettext("viewed a picture made for this party"),
    "object": lazy_gettext("said what they see differently"),
    "give-claim-leave": lazy_gettext("let the insurer have the facts"),
    "withdraw-claim-leave": lazy_gettext("took the leave for the insurer back"),
    "receive-photo": lazy_gettext("received a photo"),
    "view-photo": lazy_gettext("viewed a photo"),
    "view-case": lazy_gettext("opened the case"),
    "view-list": lazy_gettext("saw the case in a list"),
    "view-unit": lazy_gettext("looked at what the unit has in hand"),
    "claim-case": lazy_gettext("took the case in hand"),
    "release-case": lazy_gettext("gave the case back"),
    "hand-over-case": lazy_gettext("handed the case over"),
    "assign-tracks": lazy_gettext("said whose vehicle is whose"),
    "correct": lazy_gettext("corrected what was measured"),
    "withdraw-correction": lazy_gettext("withdrew a correction"),
    "confirm": lazy_gettext("confirmed the proposal"),
    "amend": lazy_gettext("amended the proposal"),
    "refer": lazy_gettext("referred the case"),
    "certify": lazy_gettext("ordered a certificate"),
    "ask-evidence": lazy_gettext("asked a party for more evidence"),
    "answer-evidence": lazy_gettext("answered what the officer had asked"),
    "view-scene-sheet": lazy_gettext("opened the hand-over sheet"),
    "take-over-scene": lazy_gettext("went to the scene"),
    "ask-second-officer": lazy_gettext("signed first; a second officer has to sign"),
    "give-back-decision": lazy_gettext("did not sign second and gave the decision back"),
    "take-back-decision": lazy_gettext("took the decision back from the second officer"),
    "consent-to-service": lazy_gettext("agreed to electronic service"),
    "withdraw-consent-to-service": lazy_gettext("withdrew the consent to electronic service"),
    "open-document": lazy_gettext("opened the document served"),
    "acknowledge": lazy_gettext("confirmed receipt"),
    "serve": lazy_gettext("handed a document over"),
    "apply-for-review": lazy_gettext("applied for review"),
    "refuse-review": lazy_gettext("applied for review; not accepted"),
    "withdraw-review": lazy_gettext("withdrew the application for review"),
    "forward-review": lazy_gettext("sent the review file to the higher unit"),
    "draft-review": lazy_gettext("signed findings of the review"),
    "conclude-review": lazy_gettext("concluded the review"),
    "report-to-higher-unit": lazy_gettext("reported to the higher unit"),
    "request-mediation": lazy_gettext("asked for mediation"),
    "note-mediation": lazy_gettext("noted the result of the mediation"),
    "request-recusal": lazy_gettext("asked that an officer stand aside"),
    "declare-recusal": lazy_gettext("declared an interest and stood aside"),
    "rule-recusal": lazy_gettext("ruled on a recusal"),
    "answer-shared-facts": lazy_gettext("confirmed or contradicted what was reported"),
    "send-notice": lazy_gettext("sent a text message"),
    "send-invitation": lazy_gettext("had the link sent to the other driver"),
    "ask-for-officer": lazy_gettext("asked for an officer on the scene"),
    "offer-agreement": lazy_gettext("offered an agreement"),
    "withdraw-offer": lazy_gettext("ended the offer of an agreement"),
    "sign-agreement": lazy_gettext("signed the agreement"),
    "read-paper": lazy_gettext("read a document"),
    "view-review": lazy_gettext("opened the review"),
    "read-determination": lazy_gettext("read the determination"),
    "sign-in": lazy_gettext("signed in"),
    "add-account": lazy_gettext("entered an account"),
    "change-account": lazy_gettext("changed an account"),
    "switch-off-account": lazy_gettext("switched an account off"),
    "switch-on-account": lazy_gettext("switched an account on"),
    "reset-password": lazy_gettext("replaced a password"),
    "reset-second-factor": lazy_gettext("forgot a lost device"),
    "save-unit": lazy_gettext("saved a unit"),
    "search-audit": lazy_gettext("looked through the record"),
    "check-audit": lazy_gettext("checked the record"),
    "begin-step": lazy_gettext("began the step"),
    "finish-step": lazy_gettext("finished the step"),
    "fail-step": lazy_gettext("failed the step"),
    "supersede-attempt": lazy_gettext("gave a lost step to another worker"),
    "propose-destruction": lazy_gettext("proposed to destroy cases whose time is over"),
    "approve-destruction": lazy_gettext("approved the destruction as the second person"),
    "end-destruction": lazy_gettext("ended a proposed destruction"),
    "finish-destruction": lazy_gettext("finished the destruction"),
    "destroy-case": lazy_gettext("destroyed the case"),
    "give-step-up": lazy_gettext("gave the step up"),
}
