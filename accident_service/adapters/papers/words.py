"""Words and tables that several documents share."""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import (
    Determination,
    DeterminedParty,
    EvidenceItem,
    NamedParty,
)
from accident_service.errors import InvalidReport
from accident_service.liability.grade import Grade
from accident_service.reports.choices import VEHICLE_CLASSES, in_words
from accident_service.reports.insurers import insurer_named
from accident_service.reports.party import PartyLetter
from accident_service.reports.plate import PlateKind, kind_of

BEIJING = timezone(timedelta(hours=8))
Pair = list[str]
Paragraphs = list[list[str]]

PARTY_LABELS = {PartyLetter.A: ("甲方", "Party A"), PartyLetter.B: ("乙方", "Party B")}
POLICY_NOT_GIVEN = "未提供 / not given"
DRIVER = ("驾驶机动车", "driver of a motor vehicle")
GRADES = {
    Grade.FULL: ("全部责任", "full responsibility"),
    Grade.PRIMARY: ("主要责任", "primary responsibility"),
    Grade.EQUAL: ("同等责任", "equal responsibility"),
    Grade.SECONDARY: ("次要责任", "secondary responsibility"),
    Grade.NONE: ("无责任", "no responsibility"),
}
PLATE_KINDS = {
    PlateKind.ORDINARY: ("普通汽车号牌", "ordinary plate"),
    PlateKind.POLICE: ("警用号牌", "police plate"),
    PlateKind.TRAINING: ("教练车号牌", "training plate"),
    PlateKind.TRAILER: ("挂车号牌", "trailer plate"),
    PlateKind.NEW_ENERGY_SMALL: ("小型新能源汽车号牌", "small new-energy plate"),
    PlateKind.NEW_ENERGY_LARGE: ("大型新能源汽车号牌", "large new-energy plate"),
    PlateKind.HONG_KONG_MACAU: ("港澳入出境车号牌", "Hong Kong or Macau plate"),
    PlateKind.DIPLOMATIC: ("使领馆号牌", "diplomatic plate"),
    PlateKind.MILITARY: ("军用号牌", "military plate"),
    PlateKind.NONE: ("无号牌", "no plate"),
}
LONG_HASH, SHORT_HASH = 64, 16  # characters; the whole stands in the signed content
SHORT_NAMES = {"opencv-python-headless": "opencv", "scene_sha256": "scene"}
KIND_NOT_TOLD = ("", "")  # of a masked plate


def moment(at: datetime) -> Pair:
    """Date and time in Beijing, to the minute."""
    local = at.astimezone(BEIJING)
    return [
        f"{local.year}年{local.month}月{local.day}日{local.hour}时{local.minute:02d}分",
        f"{local:%Y-%m-%d %H:%M} (UTC+8)",
    ]


def day(at: datetime) -> Pair:
    """The date in Beijing."""
    local = at.astimezone(BEIJING)
    return [f"{local.year}年{local.month}月{local.day}日", f"{local:%Y-%m-%d}"]


def officers_signing(document: Determination | AccidentCertificate) -> list[Pair]:
    """Name and police number of the officer, and of the second where two have signed."""
    signing = [[document.officer_name, document.officer_police_no]]
    if document.second_officer_name:
        signing.append([document.second_officer_name, document.second_officer_police_no])
    return signing


def second_officer_content(document: Determination | AccidentCertificate) -> dict[str, Any]:
    """The second officer as the signed content tells it; nothing where one officer was enough."""
    if not document.second_officer_name:
        return {}
    second = {
        "name": document.second_officer_name,
        "police_no": document.second_officer_police_no,
    }
    return {"second_officer": second}


def lines(text: str) -> list[str]:
    """Paragraphs of a text; none of an empty one."""
    return [line for line in text.split("\n") if line.strip()]


def told(zh: str, en: str) -> Paragraphs:
    """Paragraphs in both languages."""
    return [lines(zh), lines(en)]


def plate_kind(plate: str) -> tuple[str, str]:
    """What kind of plate it is; nothing where it is covered."""
    try:
        return PLATE_KINDS[kind_of(plate)]
    except InvalidReport:
        return KIND_NOT_TOLD


def party_row(party: NamedParty) -> dict[str, Any]:
    """A party as the table of parties shows it; with its grade where it has one."""
    insurer = insurer_named(party.insurer)
    row: dict[str, Any] = {
        "label": PARTY_LABELS[party.letter],
        "name": party.name,
        "identity_no": party.identity_no,
        "phone": party.phone,
        "role": DRIVER,
        "vehicle": in_words(VEHICLE_CLASSES, party.vehicle_class),
        "plate": party.plate,
        "plate_kind": plate_kind(party.plate),
        "insurer": [insurer.name_zh, insurer.name_en],
        "policy_no": party.policy_no or POLICY_NOT_GIVEN,
        "contact_part": [party.contact_part_zh, party.contact_part_en],
    }
    if isinstance(party, DeterminedParty):
        row["grade"] = GRADES[party.grade]
    return row


def party_content(party: NamedParty) -> dict[str, Any]:
    """A party as the signed content tells it."""
    content: dict[str, Any] = {
        "letter": party.letter,
        "name": party.name,
        "identity_no": party.identity_no,
        "phone": party.phone,
        "role": "driver",
        "vehicle_class": party.vehicle_class,
        "plate": party.plate,
        "insurer": party.insurer,
        "policy_no": party.policy_no,
        "contact_part": {"zh": party.contact_part_zh, "en": party.contact_part_en},
    }
    if isinstance(party, DeterminedParty):
        content["responsibility"] = party.grade
    return content


def evidence_rows(items: Sequence[EvidenceItem]) -> list[list[str]]:
    """The table of evidence."""
    return [[item.what_zh, item.what_en, item.sha256] for item in items]


def evidence_content(items: Sequence[EvidenceItem]) -> list[dict[str, str]]:
    """The evidence as the signed content tells it."""
    return [{"zh": item.what_zh, "en": item.what_en, "sha256": item.sha256} for item in items]


def versions_in_short(versions: Sequence[tuple[str, str]]) -> list[str]:
    """Versions as the page lists them: hashes by their beginning, the clip's by the evidence."""
    return [
        f"{SHORT_NAMES.get(what, what)}"
        f" {version[:SHORT_HASH] if len(version) == LONG_HASH else version}"
        for what, version in versions
        if what != "clip_sha256"
    ]
