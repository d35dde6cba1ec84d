"""What photographs are being sent for, and what has arrived of them.

`into` says what for, in an address or a form: "report:KEY" with the draft's submission key,
"join:TOKEN" with the invitation's, "case:CODE". A draft that has become a case meanwhile
leads to the case, so that a photograph that was slow on its way still finds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext, ngettext

from accident_service.casefile.case import Case
from accident_service.casefile.photo import (
    CLOSED_TO_PHOTOS,
    MOST_PHOTOS,
    Photo,
    Shot,
    SkipReason,
    WantedShot,
    in_order,
    wanted_shots,
)
from accident_service.casework.receive_photos import account_folder, case_folder, report_folder
from accident_service.errors import (
    EvidenceInsufficient,
    NotFound,
    OutsideWorldFailed,
    StepOutOfOrder,
)
from accident_service.reports.party import PartyLetter
from accident_service.web.driver.photo_words import SKIPS
from accident_service.web.service import casework
from accident_service.web.visitor import verified_phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What photographs are for: a draft's folder, or a party of a case."""

    into: str
    folder: str
    page: str  # the address of the page they are sent from
    case: Case | None = None
    letter: PartyLetter | None = None

    @property
    def in_case(self) -> int:
        """How many of this party are in the case by now."""
        return 0 if self.case is None else len(_own(self.case, self.letter))


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """One photograph as the page of its sender shows it; it can be taken back until filed."""

    id: str
    address: str
    removable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One kind of photograph on the page: how many are asked for, and which have arrived."""

    shot: Shot
    count: int
    arrived: tuple[Arrived, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoDesk:
    """All a page of photographs shows."""

    purpose: Purpose
    asked: tuple[Asked, ...]
    arrived_count: int

    @property
    def left(self) -> int:
        """How many more may be sent."""
        return max(0, MOST_PHOTOS - self.arrived_count)


def purpose_of(into: str) -> Purpose:
    """What these photographs are for.

    Raises:
        NotFound: There is no such case or invitation of this caller.
        StepOutOfOrder: The case is decided.
    """
    kind, _, name = into.partition(":")
    phone = verified_phone() or ""
    if kind == "report":
        return _of_report(name, phone)
    if kind == "join":
        return _of_account(name, phone)
    with casework().ledger.reading() as work:
        return _of_case(work.cases.with_tracking_code(name), phone)


def photo_desk(into: str, fields: Mapping[str, str]) -> PhotoDesk:
    """The page of a draft's photographs.

    Args:
        fields: The draft, of which what happened decides what is asked for.
    """
    clock = fields.get("damage_clock", "")
    wanted = wanted_shots(fields.get("circumstance", ""), int(clock) if clock.isdecimal() else None)
    return _desk(purpose_of(into), wanted)


def desk_of_case(case: Case, letter: PartyLetter) -> PhotoDesk:
    """The page of a party's photographs of a case."""
    given = case.statement(letter)
    wanted = wanted_shots(given.circumstance if given else "", given.damage_clock if given else 12)
    return _desk(_for_case(case, letter), wanted)


def bring_photos(folder: str, case: Case, letter: PartyLetter, fields: Mapping[str, str]) -> None:
    """A draft has become a case: its photographs follow, now or when there is room.

    Never stands in the way of the report, which is filed already.
    """
    take = casework().take_photos
    take.adopt(folder, case.id, letter)
    reason = fields.get("photos_skipped", "")
    if reason in set(SkipReason) and not take.receive.gathered(case_folder(case.id, letter)):
        take.skip(case.id, letter, SkipReason(reason))
    into_case_if_possible(case, letter)


def into_case_if_possible(case: Case, letter: PartyLetter) -> Case:
    """The case with what waited for it, or as it is while that cannot be."""
    try:
        return casework().take_photos.into_case(case.id, letter)
    except (OutsideWorldFailed, EvidenceInsufficient, StepOutOfOrder):
        return case


def _of_report(submission_key: str, phone: str) -> Purpose:
    with casework().ledger.reading() as work:
        filed = work.cases.with_submission_key(submission_key) if submission_key else None
    if filed is not None:
        return _of_case(filed, phone)
    return Purpose(
        into=f"report:{submission_key}",
        folder=report_folder(phone),
        page=url_for("driver.report_page", slug="photos"),
    )


def _of_account(token: str, phone: str) -> Purpose:
    case_id = casework().invites.case_of(token)
    with casework().ledger.reading() as work:
        case = work.cases.load(case_id)
    if case.party_with_phone(phone) is not None:
        return _of_case(case, phone)
    return Purpose(
        into=f"join:{token}",
        folder=account_folder(case.id, phone),
        page=url_for("driver.join_page", token=token, slug="photos"),
    )


def _of_case(case: Case, phone: str) -> Purpose:
    party = case.party_with_phone(phone)
    if party is None:
        raise NotFound(f"case {case.tracking_code} is not this caller's")
    if case.stage in CLOSED_TO_PHOTOS:
        raise StepOutOfOrder(f"case {case.tracking_code} is {case.stage}; it takes no photos")
    return _for_case(case, party.letter)


def _for_case(case: Case, letter: PartyLetter) -> Purpose:
    return Purpose(
        into=f"case:{case.tracking_code}",
        folder=case_folder(case.id, letter),
        page=url_for("driver.case_photos", tracking_code=case.tracking_code),
        case=case,
        letter=letter,
    )


def _desk(purpose: Purpose, wanted: tuple[WantedShot, ...]) -> PhotoDesk:
    arrived = _arrived(purpose)
    counts = {one.shot: one.count for one in wanted} | {Shot.OTHER: 0}
    shots = [shot for shot in Shot if shot in counts or arrived.get(shot)]
    asked = tuple(
        Asked(shot=shot, count=counts.get(shot, 0), arrived=tuple(arrived.get(shot, ())))
        for shot in (*(s for s in shots if s is not Shot.OTHER), Shot.OTHER)
    )
    return PhotoDesk(
        purpose=purpose, asked=asked, arrived_count=sum(len(one.arrived) for one in asked)
    )


def _arrived(purpose: Purpose) -> dict[Shot, list[Arrived]]:
    found: dict[Shot, list[Arrived]] = {}
    if purpose.case is not None:
        for photo in in_order(_own(purpose.case, purpose.letter)):
            code = purpose.case.tracking_code
            address = url_for("driver.case_photo", tracking_code=code, photo_id=photo.id)
            kept = Arrived(id=photo.id, address=address, removable=False)
            found.setdefault(photo.shot, []).append(kept)
    for one in casework().receive_photos.gathered(purpose.folder):
        address = url_for("driver.waiting_photo", upload_id=one.id)
        removable = purpose.case is None
        found.setdefault(one.shot, []).append(
            Arrived(id=one.id, address=address, removable=removable)
        )
    return found


def _own(case: Case, letter: PartyLetter | None) -> list[Photo]:
    return [photo for photo in case.photos if photo.letter is letter]


def into_here(fields: Mapping[str, str]) -> str:
    """What the photographs of the draft on this page are for."""
    token = (request.view_args or {}).get("token")
    return f"join:{token}" if token else f"report:{fields.get('submission_key', '')}"


def photos_in_words(_given: str, fields: Mapping[str, str]) -> str:
    """How many photographs of a draft have arrived, or why there are none."""
    count = photo_desk(into_here(fields), fields).arrived_count
    if count:
        return str(ngettext("%(num)d photo", "%(num)d photos", count))
    reason = fields.get("photos_skipped", "")
    return str(SKIPS[SkipReason(reason)] if reason in set(SkipReason) else gettext("None"))
