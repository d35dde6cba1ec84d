"""The pages everybody may see: the front door, emergency numbers, language, assets."""

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as PageNotFound

from accident_service.web.access import Caller, guard, open_to
from accident_service.web.assets import asset_file
from accident_service.web.language import LOCALES

BLUEPRINT = Blueprint("web", __name__, template_folder="templates")
guard(BLUEPRINT)

INVITE_TOKEN_LENGTH = 200


@BLUEPRINT.get("/")
@open_to(Caller.ANYONE)
def start() -> str:
    """The front door: first of all, is anyone hurt?"""
    return render_template("start.html")


@BLUEPRINT.get("/emergency")
@open_to(Caller.ANYONE)
def emergency() -> str:
    """Somebody is hurt: numbers to call, and nothing else."""
    return render_template("emergency.html")


@BLUEPRINT.get("/safety")
@open_to(Caller.ANYONE)
def safety() -> str:
    """Nobody is hurt: what to do at the roadside before anything is filled in."""
    return render_template("safety.html")


@BLUEPRINT.get("/link")
@open_to(Caller.ANYONE)
def enter_link() -> ResponseReturnValue:
    """For those whom the other driver read a link out to."""
    given = request.args.get("link", "").strip()
    token = given.rstrip("/").rsplit("/", 1)[-1][:INVITE_TOKEN_LENGTH]
    if token:
        return redirect(url_for("driver.invitation", token=token), 303)
    return render_template("link.html", asked="link" in request.args)


@BLUEPRINT.get("/privacy")
@open_to(Caller.ANYONE)
def privacy() -> str:
    """What is collected, why, who sees it and for how long."""
    return render_template("privacy.html")


@BLUEPRINT.get("/language/<code>")
@open_to(Caller.ANYONE)
def switch_language(code: str) -> ResponseReturnValue:
    """Remember the language and go back to where the visitor was."""
    if code not in LOCALES:
        raise PageNotFound
    session["language"] = code
    session.permanent = True
    return redirect(local_address(request.args.get("back", "/")), 303)


@BLUEPRINT.get("/assets/<digest>/<path:name>")
@open_to(Caller.ANYONE)
def asset(digest: str, name: str) -> Response:
    """A style sheet, script or drawing; the digest only makes the address new."""
    if not digest.isalnum():
        raise PageNotFound
    return asset_file(name)


@BLUEPRINT.get("/favicon.ico")
@open_to(Caller.ANYONE)
def favicon() -> Response:
    """The mark in the browser's tab."""
    return asset_file("mark.svg")


@BLUEPRINT.get("/offline")
@open_to(Caller.ANYONE)
def offline() -> str:
    """No connection: kept by the browser, and shown in place of a page it cannot fetch."""
    return render_template("offline.html")


@BLUEPRINT.get("/worker.js")
@open_to(Caller.ANYONE)
def worker() -> Response:
    """The browser's helper for lost connections; at the root, for it may only look downwards."""
    response = asset_file("report/worker.js")
    response.headers["Cache-Control"] = "no-cache"
    return response


@BLUEPRINT.get("/healthz")
@open_to(Caller.ANYONE)
def health() -> Response:
    """Alive; says nothing of what the service holds."""
    return Response("ok\n", mimetype="text/plain")


def local_address(address: str) -> str:
    """The address if it is one of ours, else the front door: never a way to another site."""
    lands_here = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if lands_here and not any(ord(sign) < 32 for sign in address) else "/"
