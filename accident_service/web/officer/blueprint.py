"""All officers' pages hang here; importing this module imports every one of them."""

from accident_service.web.admin.audit import audit
from accident_service.web.admin.call_ups import call_ups
from accident_service.web.admin.law import law
from accident_service.web.admin.people import people
from accident_service.web.admin.retention import retention
from accident_service.web.admin.steps import steps
from accident_service.web.admin.units import unit
from accident_service.web.admin.webhooks import webhooks
from accident_service.web.officer.ask_more import ask_evidence
from accident_service.web.officer.cameras.coverage import coverage
from accident_service.web.officer.cameras.overview import cameras
from accident_service.web.officer.cameras.stills import send_still
from accident_service.web.officer.cameras.survey import camera
from accident_service.web.officer.case import case
from accident_service.web.officer.city import city
from accident_service.web.officer.claim import take
from accident_service.web.officer.corrections import correct
from accident_service.web.officer.court_copy import court_copy
from accident_service.web.officer.decide import decide
from accident_service.web.officer.disclosures import ask_copy
from accident_service.web.officer.frames import frame
from accident_service.web.officer.graded_data import suppositions
from accident_service.web.officer.home import home
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.house_sign_in import go_to_house
from accident_service.web.officer.notices import told_parties
from accident_service.web.officer.own_password import own_password
from accident_service.web.officer.own_recordings import own_recording
from accident_service.web.officer.papers import service_receipt
from accident_service.web.officer.photos import case_photo
from accident_service.web.officer.proceedings import serve
from accident_service.web.officer.queue import queue
from accident_service.web.officer.recordings import recordings
from accident_service.web.officer.review_data import review_data
from accident_service.web.officer.reviews import reviews
from accident_service.web.officer.scene import scene
from accident_service.web.officer.second_officer import second
from accident_service.web.officer.service_figures import service_figures
from accident_service.web.officer.sign_in import sign_in
from accident_service.web.officer.thumbnails import thumbnail
from accident_service.web.officer.unit_load import unit_load

FIRST_PAGES = (
    cameras,
    camera,
    send_still,
    coverage,
    sign_in,
    go_to_house,
    own_password,
    home,
    people,
    unit,
    retention,
    audit,
    call_ups,
    law,
    webhooks,
    steps,
    city,
    service_figures,
    queue,
    unit_load,
    case,
    decide,
    correct,
    serve,
    service_receipt,
    reviews,
    own_recording,
    review_data,
    suppositions,
    frame,
    take,
    thumbnail,
    case_photo,
    second,
    ask_evidence,
    told_parties,
    ask_copy,
    court_copy,
    scene,
    recordings,
)

__all__ = ["BLUEPRINT", "FIRST_PAGES"]
