"""All drivers' pages hang here; importing this module imports every one of them."""

from accident_service.web.driver.answer_officer import answer_officer
from accident_service.web.driver.ask_officer import ask_officer
from accident_service.web.driver.ask_online import ask_online
from accident_service.web.driver.ask_recusal import ask_recusal
from accident_service.web.driver.ask_review import ask_review
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.invite_by_phone import invite_by_phone
from accident_service.web.driver.join import invitation
from accident_service.web.driver.own_bundle import own_bundle
from accident_service.web.driver.photos import case_photos
from accident_service.web.driver.place_map import place_map
from accident_service.web.driver.policy_number import add_policy_number
from accident_service.web.driver.receive import acknowledge
from accident_service.web.driver.recording_uploads import begin_recording
from accident_service.web.driver.recordings import case_recordings
from accident_service.web.driver.report import report
from accident_service.web.driver.same_accident import same_accident
from accident_service.web.driver.say_differently import ask_objection
from accident_service.web.driver.settle import ask_agreement
from accident_service.web.driver.sign_in import ask_phone
from accident_service.web.driver.start_claim import start_claim
from accident_service.web.driver.status import my_cases
from accident_service.web.driver.uploads import begin_upload

FIRST_PAGES = (
    ask_phone,
    report,
    place_map,
    invitation,
    invite_by_phone,
    my_cases,
    case_photos,
    begin_upload,
    add_policy_number,
    case_recordings,
    begin_recording,
    acknowledge,
    ask_review,
    ask_agreement,
    ask_recusal,
    ask_online,
    ask_officer,
    ask_objection,
    start_claim,
    same_accident,
    answer_officer,
    own_bundle,
)

__all__ = ["BLUEPRINT", "FIRST_PAGES"]
