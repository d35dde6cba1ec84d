"""What the doors may ask for, on the adapters the settings want."""

import gc

from flask import Flask

from accident_service.adapters.database.answers_once import SqlAnswersOnce
from accident_service.adapters.database.audit_search import SqlAuditSearch
from accident_service.adapters.database.camera_diary import SqlCameraDiary
from accident_service.adapters.database.city_book import SqlCityBook
from accident_service.adapters.database.drafts import SqlDrafts
from accident_service.adapters.database.ended_sessions import SqlEndedSessions
from accident_service.adapters.database.feedback_book import SqlFeedbackBook
from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.invite_links import SqlInviteLinks
from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.one_time_codes import SqlOneTimeCodes
from accident_service.adapters.database.passwords import SlowHash
from accident_service.adapters.database.second_factors import SqlSecondFactors
from accident_service.adapters.database.survey_book import SqlSurveyBook
from accident_service.adapters.house_sign_in.configured import configured_house_sign_in
from accident_service.adapters.key_files import kept_keys
from accident_service.adapters.law_files import retention_periods, timetable
from accident_service.adapters.sealed_text import TextSeal, text_seal
from accident_service.adapters.thumbnails import SmallStills
from accident_service.adapters.traffic_counts import traffic_counts
from accident_service.adapters.webhooks.configured import configured_sender
from accident_service.casework.casework import Casework
from accident_service.casework.house_rules import HouseRules
from accident_service.liability.thresholds import built_in_thresholds
from accident_service.settings import Settings, secret_variable
from accident_service.wiring.back_room import counting
from accident_service.wiring.evidence import export_evidence
from accident_service.wiring.messages import open_code_sender
from accident_service.wiring.operations import metrics_token, operating_figures, vital_signs
from accident_service.wiring.photos import receiving
from accident_service.wiring.recordings import receiving_recordings, viewing_recordings
from accident_service.wiring.sandbox import SandboxDoor
from accident_service.wiring.shelves import cut_ahead
from accident_service.wiring.steps import worker_steps
from accident_service.wiring.story import World, open_world
from accident_service.wiring.viewing import view_review
from accident_service.wiring.webhooks import webhook_seal


def open_casework(settings: Settings) -> Casework:
    """Everything the doors may ask for, and the steps the workers carry out."""
    world = open_world(settings)
    ledger, clock, engines = world.ledger, world.clock, world.ledger.engines
    slow_hash = SlowHash()
    return Casework(
        ledger=ledger,
        sites=world.sites,
        blobs=world.blobs,
        clock=clock,
        timetable=timetable(settings.public_holidays),
        provisions=world.provisions,
        press=world.press,
        codes=SqlOneTimeCodes(engines, clock, open_code_sender(settings)),
        officers=SqlOfficerAccounts(engines, slow_hash),
        passwords=slow_hash,
        second_factors=SqlSecondFactors(engines, clock, second_factor_seal(settings)),
        insurers=SqlInsurerClients(engines, clock),
        answers_once=SqlAnswersOnce(engines, clock, _answer_seal(settings)),
        invites=SqlInviteLinks(engines, clock),
        ended_sessions=SqlEndedSessions(engines, clock),
        thumbnails=SmallStills(world.blobs),
        drafts=SqlDrafts(engines, clock),
        feedback=SqlFeedbackBook(engines),
        city_book=SqlCityBook(engines),
        traffic_counts=traffic_counts(settings.traffic_counts),
        audit_search=SqlAuditSearch(engines),
        house_rules=_house_rules(settings, world),
        receive_photos=receiving(settings, engines, clock),
        webhook_seal=webhook_seal(settings),
        webhook_sender=configured_sender(settings.webhooks, clock),
        receive_recording=receiving_recordings(settings, world, engines),
        view_recording=viewing_recordings(settings, world),
        corrected_proposals=world.corrected_proposals,
        view_review=view_review(settings, world),
        export_evidence=export_evidence(settings, world),
        camera_diary=SqlCameraDiary(engines),
        survey_book=SqlSurveyBook(engines),
        folder_surveys=world.sites.survey,
        vital_signs=vital_signs(settings, engines),
        operating_figures=operating_figures(settings, engines),
        house_sign_in=configured_house_sign_in(settings.oidc, secret_variable, clock),
        worker_steps=worker_steps(world, cut_ahead(settings, world.blobs)),
    )


def web_app() -> Flask:
    """The app with both doors, for a web server's process."""
    from accident_service.server import create_app  # noqa: PLC0415 - workers need no web server

    settings = Settings.from_environment()
    session_key, *former = kept_keys(settings.key_folder / "session.key")
    casework = open_casework(settings)
    casework.sites.sites()  # read before the first visitor, who would wait for hundreds of maps
    sandbox = SandboxDoor(settings, casework)
    app = create_app(
        casework,
        settings,
        secret_key=session_key.hex(),
        sandbox=sandbox,
        counting=counting(settings),
    )
    # What was signed before the key was replaced is still taken.
    app.config["SECRET_KEY_FALLBACKS"] = [one.hex() for one in former]
    app.config["METRICS_TOKEN"] = metrics_token(settings)
    leave_out_of_collections()
    return app


def leave_out_of_collections() -> None:
    """Keep what is loaded by now out of every later garbage collection.

    It stays as long as the process; a collection that walks all of it takes 0.15 s out of the
    middle of somebody's page.
    """
    gc.collect()
    gc.freeze()


def _house_rules(settings: Settings, world: World) -> HouseRules:
    return HouseRules(
        packs=tuple(world.packs.packs.values()),
        usual=world.packs.usual,
        thresholds=built_in_thresholds(),
        periods=retention_periods(settings.retention),
    )


def _answer_seal(settings: Settings) -> TextSeal:
    return text_seal(settings.key_folder / "answers.key")


def second_factor_seal(settings: Settings) -> TextSeal:
    """What the secrets of people's devices are sealed with."""
    return text_seal(settings.key_folder / "second-factors.key")
