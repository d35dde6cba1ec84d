"""Who is knocking, as far as the signed session cookie can tell.

The cookie holds a verified phone number or an officer's id, never more; what the person
may see is asked of the casework on every request, so that a switched-off officer is out
at the next click.
"""

import secrets
from datetime import datetime, timedelta

from flask import g, session

from accident_service.casefile.decision import Officer
from accident_service.casefile.roles import Role
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, OfficerId
from accident_service.web.service import casework

OFFICER_IDLE = timedelta(minutes=30)
OFFICER_SHIFT = timedelta(hours=10)
# Of any session, however often it is used: an end is remembered for as long, and using a copy of
# the cookie must not make it outlive that. [design]
LONGEST_STAY = timedelta(days=7)
ID_BYTES = 18
KEPT_ACROSS_SIGN_IN = ("language", "after_sign_in")


def verified_phone() -> str | None:
    """The phone whose one-time code was entered in this session, until somebody signed out."""
    phone = session.get("phone")
    if not isinstance(phone, str) or _was_ended():
        return None
    if _since("signed_in_at", casework().clock.now()) > LONGEST_STAY:
        session.clear()
        return None
    return phone


def phone_was_verified(phone: str) -> None:
    """Start a fresh session for the holder of `phone`; nothing of the old one survives."""
    _start_afresh()
    session["phone"], session["signed_in_at"] = phone, casework().clock.now().isoformat()
    session["id"] = secrets.token_urlsafe(ID_BYTES)


def officer_signed_in(officer: Officer, *, choose_password: bool = False) -> None:
    """Start a fresh session for an officer, who may first have to choose a password."""
    _start_afresh()
    session["choose_password"] = choose_password
    now = casework().clock.now().isoformat()
    session["officer"], session["signed_in_at"], session["seen_at"] = officer.id, now, now
    session["id"] = secrets.token_urlsafe(ID_BYTES)


def signed_in_officer() -> Officer | None:
    """The officer of this session, or None when nobody is, or no longer, signed in."""
    if "officer" not in session or _was_ended():
        return None
    now = casework().clock.now()
    if _since("seen_at", now) > OFFICER_IDLE or _since("signed_in_at", now) > OFFICER_SHIFT:
        session.clear()
        return None
    try:
        officer = casework().officers.officer(OfficerId(session["officer"]))
    except NotFound:
        session.clear()
        return None
    standing = casework().officers.standing(officer.id)
    changed_at = standing.keys_changed_at
    if changed_at is not None and datetime.fromisoformat(session["signed_in_at"]) < changed_at:
        session.clear()
        return None
    g.roles = standing.roles
    session["seen_at"] = now.isoformat()
    return officer


def must_choose_password() -> bool:
    """Did whoever is signed in at the desk enter by a password somebody else knows?"""
    return bool(session.get("choose_password"))


def roles_here() -> frozenset[Role]:
    """What the person signed in at the desk may do; nothing where nobody is."""
    roles: frozenset[Role] = g.get("roles", frozenset())
    return roles


def sign_out() -> None:
    """Forget who was here, whoever kept a copy of the cookie; the choice of language stays."""
    if "id" in session:
        no_copy_lives_at = casework().clock.now() + LONGEST_STAY
        casework().ended_sessions.end(session["id"], until=no_copy_lives_at)
    _start_afresh()


def keep_invite(case_id: CaseId, token: str) -> None:
    """Remember the link made for the other driver, so that it can be shown again."""
    session["invites"] = {**session.get("invites", {}), case_id: token}


def kept_invite(case_id: CaseId) -> str | None:
    """The link made earlier in this session, if any."""
    token = session.get("invites", {}).get(case_id)
    return token if isinstance(token, str) else None


def _start_afresh() -> None:
    kept = {name: session[name] for name in KEPT_ACROSS_SIGN_IN if name in session}
    session.clear()
    session.update(kept)
    session.permanent = True


def _was_ended() -> bool:
    """Asked once a request; a session that was ended is emptied."""
    if "id" not in session:
        return False
    if "session_ended" not in g:
        g.session_ended = casework().ended_sessions.has_ended(session["id"])
    if g.session_ended:
        session.clear()
    return bool(g.session_ended)


def _since(name: str, now: datetime) -> timedelta:
    """How long ago it was; a cookie that does not say is of a version that did not know."""
    return now - datetime.fromisoformat(session.get(name, now.isoformat()))
