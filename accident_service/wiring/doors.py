"""What the doors may ask for, wired: every act of the casework on its adapters."""

from flask import Flask

from accident_service.adapters.database.drafts import SqlDrafts
from accident_service.adapters.database.feedback_book import SqlFeedbackBook
from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.invite_links import SqlInviteLinks
from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.one_time_codes import SqlOneTimeCodes
from accident_service.adapters.database.passwords import SlowHash
from accident_service.adapters.database.second_factors import SqlSecondFactors
from accident_service.adapters.key_files import kept_key
from accident_service.adapters.law_files import timetable
from accident_service.adapters.sealed_text import TextSeal
from accident_service.adapters.thumbnails import SmallStills
from accident_service.casework.agree_case import AgreeCase
from accident_service.casework.apply_online import ApplyOnline
from accident_service.casework.ask_for_officer import AskForOfficer
from accident_service.casework.casework import Casework
from accident_service.casework.claim_case import ClaimCase
from accident_service.casework.conclude_review import ConcludeReview
from accident_service.casework.correct_case import CorrectCase
from accident_service.casework.decide_case import DecideCase
from accident_service.casework.file_report import FileReport
from accident_service.casework.join_case import JoinCase
from accident_service.casework.mediate import Mediate
from accident_service.casework.party_after import PartyAfter
from accident_service.casework.preview_decision import PreviewDecision
from accident_service.casework.print_paper import PrintPaper
from accident_service.casework.read_determination import ReadDetermination
from accident_service.casework.recuse import Recuse
from accident_service.casework.review_case import ReviewCase
from accident_service.casework.same_accident import FindSameAccident
from accident_service.casework.serve_document import ServeDocument
from accident_service.casework.sign_decision import SignDecision
from accident_service.casework.take_photos import TakePhotos
from accident_service.casework.verify_document import VerifyDocument
from accident_service.casework.view_evidence import ViewExhibit
from accident_service.settings import Settings
from accident_service.wiring.messages import open_code_sender
from accident_service.wiring.photos import receiving
from accident_service.wiring.story import open_world, worker_steps
from accident_service.wiring.viewing import view_review


def open_casework(settings: Settings) -> Casework:
    """Everything the doors may ask for, and the steps the workers carry out."""
    world = open_world(settings)
    ledger, clock, engines = world.ledger, world.clock, world.ledger.engines
    slow_hash, law_days = SlowHash(), timetable(settings.public_holidays)
    print_paper = PrintPaper(world.press, world.blobs, world.sites)
    receive_photos = receiving(settings, engines, clock)
    second_factors = SqlSecondFactors(engines, clock, _second_factor_seal(settings))
    decide_case = DecideCase(ledger, clock, world.provisions)
    preview = PreviewDecision(ledger, clock, world.provisions, world.sites, world.press)
    return Casework(
        file_report=FileReport(ledger, clock),
        join_case=JoinCase(ledger, clock),
        correct_case=CorrectCase(ledger, clock, world.corrected_proposals),
        claim_case=ClaimCase(ledger, clock),
        decide_case=decide_case,
        preview_decision=preview,
        sign_decision=SignDecision(preview, decide_case, second_factors),
        read_determination=ReadDetermination(ledger, clock),
        view_exhibit=ViewExhibit(ledger, world.blobs, clock),
        view_review=view_review(settings, world),
        party_after=PartyAfter.of(ledger, world.blobs, clock, SqlFeedbackBook(engines)),
        serve=ServeDocument(ledger, clock),
        review=ReviewCase(ledger, clock, law_days.limits, law_days.calendar),
        conclude_review=ConcludeReview(ledger, clock, print_paper),
        mediate=Mediate(ledger, clock, law_days.limits, law_days.calendar),
        recuse=Recuse(ledger, clock),
        agree=AgreeCase(ledger, clock, print_paper),
        apply_online=ApplyOnline(ledger, clock),
        ask_for_officer=AskForOfficer(ledger, clock),
        same_accident=FindSameAccident(ledger),
        receive_photos=receive_photos,
        take_photos=TakePhotos(ledger, world.blobs, clock, receive_photos),
        verify_document=VerifyDocument(ledger, world.press, clock),
        worker_steps=worker_steps(world),
        ledger=ledger,
        sites=world.sites,
        blobs=world.blobs,
        clock=clock,
        timetable=law_days,
        provisions=world.provisions,
        press=world.press,
        codes=SqlOneTimeCodes(engines, clock, open_code_sender(settings), slow_hash),
        officers=SqlOfficerAccounts(engines, slow_hash),
        second_factors=second_factors,
        insurers=SqlInsurerClients(engines),
        invites=SqlInviteLinks(engines, clock),
        thumbnails=SmallStills(world.blobs),
        drafts=SqlDrafts(engines, clock),
    )


def web_app() -> Flask:
    """The app with both doors, for a web server's process."""
    from accident_service.server import create_app  # noqa: PLC0415 - workers need no web server

    settings = Settings.from_environment()
    session_key = kept_key(settings.key_folder / "session.key")
    return create_app(open_casework(settings), settings, secret_key=session_key.hex())


def _second_factor_seal(settings: Settings) -> TextSeal:
    return TextSeal(kept_key(settings.key_folder / "second-factors.key"))
