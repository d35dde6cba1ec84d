"""What stands on the printed page, already worded: the template lays out and decides nothing."""

from datetime import datetime, timedelta, timezone
from typing import Any

from accident_service.adapters.determination_json import content_sha256
from accident_service.casefile.determination import Determination, DeterminedParty
from accident_service.liability.grade import Grade
from accident_service.reports.choices import VEHICLE_CLASSES, WEATHERS, in_words
from accident_service.reports.insurers import insurer_named
from accident_service.reports.party import PartyLetter

BEIJING = timezone(timedelta(hours=8))
PARTY_LABELS = {PartyLetter.A: ("甲方", "Party A"), PartyLetter.B: ("乙方", "Party B")}
GRADES = {
    Grade.FULL: ("全部责任", "full responsibility"),
    Grade.PRIMARY: ("主要责任", "primary responsibility"),
    Grade.EQUAL: ("同等责任", "equal responsibility"),
    Grade.SECONDARY: ("次要责任", "secondary responsibility"),
    Grade.NONE: ("无责任", "no responsibility"),
}


def page_content(determination: Determination) -> dict[str, Any]:
    """Every string of the document, by its place; pairs are Chinese and English."""
    return {
        "unit": determination.unit_name,
        "number": determination.number,
        "verification_code": determination.verification_code,
        "version": determination.version,
        "tracking_code": determination.tracking_code,
        "occurred_at": _moment(determination.occurred_at),
        "issued_on": _day(determination.issued_at),
        "place": [determination.place, determination.place_en],
        "weather": in_words(WEATHERS, determination.weather),
        "form": [determination.accident_form_zh, determination.accident_form_en],
        "parties": [_party(party) for party in determination.parties],
        "facts": [determination.facts_zh.split("\n"), determination.facts_en.split("\n")],
        "cause": [determination.cause_zh.split("\n"), determination.cause_en.split("\n")],
        "provisions": [[cited.zh, cited.en] for cited in determination.provisions],
        "evidence": [[item.what_zh, item.what_en, item.sha256] for item in determination.evidence],
        "versions": [f"{what} {version}" for what, version in determination.versions],
        "rights": [determination.rights_zh.split("\n"), determination.rights_en.split("\n")],
        "officer": [determination.officer_name, determination.officer_police_no],
        "content_sha256": content_sha256(determination),
    }


def _party(party: DeterminedParty) -> dict[str, Any]:
    insurer = insurer_named(party.insurer)
    return {
        "label": PARTY_LABELS[party.letter],
        "name": party.name,
        "identity_no": party.identity_no,
        "phone": party.phone,
        "vehicle": in_words(VEHICLE_CLASSES, party.vehicle_class),
        "plate": party.plate,
        "insurer": [insurer.name_zh, insurer.name_en],
        "policy_no": party.policy_no,
        "contact_part": [party.contact_part_zh, party.contact_part_en],
        "grade": GRADES[party.grade],
    }


def _moment(at: datetime) -> list[str]:
    local = at.astimezone(BEIJING)
    return [
        f"{local.year}年{local.month}月{local.day}日{local.hour}时{local.minute:02d}分",
        f"{local:%Y-%m-%d %H:%M} (UTC+8)",
    ]


def _day(at: datetime) -> list[str]:
    local = at.astimezone(BEIJING)
    return [f"{local.year}年{local.month}月{local.day}日", f"{local:%Y-%m-%d}"]
