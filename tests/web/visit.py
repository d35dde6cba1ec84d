"""An app on fakes, and a visitor who fills in its forms by what the pages offer."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import ClassVar

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from typing_extensions import override
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from accident_service import web
from accident_service.casefile.case import Case
from accident_service.quantities.identifiers import CaseId
from tests.fakes import examples
from tests.fakes.casework import FakeWorld

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
ANSWERS_A: dict[str, dict[str, str]] = {
    "place": {"site": examples.SITE, "place_words": "由北向南第二车道"},
    "when": {"when_kind": "minutes", "minutes_ago": "30", "weather": "clear"},
    "people": {"no_to_all": "yes"},
    "vehicles": {"no_to_all": "yes"},
    "scene": {"no_to_all": "yes"},
    "agree": {"disputed": "yes"},
    "move": {},
    "vehicle": {
        "plate_province": "吉",
        "plate_rest": "C12345",
        "vehicle_class": "car",
        "colour": "white",
    },
    "you": {"name": "甲某", "identity_no": "11010519491231002X"},
    "insurance": {"insurer": "PICC", "policy_no": "PDZA202622030000000001"},
    "circumstance": {"circumstance": "standing"},
    "damage": {"damage_clock": "6"},
    "observed": {"observed_used_phone": "other", "none_of_it": "yes"},
    "photos": {},
    "words": {"words": "等红灯时被后车追尾。"},
    "consents": {"joint_application": "yes", "electronic_service": "yes", "notice_read": "yes"},
}
ANSWERS_B: dict[str, dict[str, str]] = {
    "shared": {"all_so": "yes"},
    "vehicle": {
        "plate_province": "吉",
        "plate_rest": "CD06789",
        "vehicle_class": "suv",
        "colour": "black",
    },
    "you": {"name": "乙某", "identity_no": "34052419800101001X"},
    "insurance": {"insurer": "CPIC", "policy_no": "ACHA202622030000000002"},
    "circumstance": {"circumstance": "going-straight"},
    "damage": {"damage_clock": "12"},
    "observed": {"none_of_it": "yes"},
    "photos": {},
    "words": {"words": "前车突然停车。"},
    "consents": {"joint_application": "yes", "electronic_service": "yes", "notice_read": "yes"},
}


class KeptInMemory(BytecodeCache):
    """Templates compiled once for all apps of a test run."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand out what was compiled before."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has been compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = KeptInMemory()


class RememberedRule(Rule):
    """A route whose address-writing code is compiled once for all apps of a test run.

    That code is most of what an app costs to build, and depends on nothing but the rule.
    """

    _written: ClassVar[dict[tuple[str, str, str, bool], Callable[..., tuple[str, str]]]] = {}

    @override
    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, self.subdomain or "", repr(self.defaults), append_unknown)
        if key not in self._written:
            self._written[key] = super()._compile_builder(append_unknown)
        return self._written[key]


def app_on(world: FakeWorld, **configured: str) -> Flask:
    """The pages, on fakes."""
    app = Flask("accident_service")
    app.config.update(SECRET_KEY="for tests only", PUBLIC_BASE_URL="https://accident.example")
    app.config.update(configured)
    app.url_rule_class = RememberedRule
    app.jinja_env.bytecode_cache = COMPILED
    web.register(app, world.casework())
    return app


@dataclass
class Visitor:
    """One browser with its own cookies."""

    app: Flask
    language: str = "en"
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def get(self, address: str) -> TestResponse:
        """Open a page."""
        return self.client.get(
            address, headers={"Accept-Language": self.language, "Accept": "text/html"}
        )

    def read(self, address: str) -> str:
        """Open a page and return its text; it must be there."""
        response = self.get(address)
        assert response.status_code == 200, (address, response.status_code, response.location)
        return unescape(response.text)

    def post(self, address: str, fields: dict[str, str], *, page: str = "") -> TestResponse:
        """Send a form, with the token of the page it stands on."""
        token = TOKEN.search(self.get(page or address).text)
        return self.client.post(
            address,
            data={**fields, "csrf_token": token.group(1) if token else ""},
            headers={"Accept-Language": self.language, "Accept": "text/html"},
        )

    def sign_in_by_phone(self, phone: str) -> None:
        """Prove the phone."""
        assert self.post("/sign-in", {"phone": phone}).status_code == 303
        assert self.post("/sign-in/code", {"code": "246810"}).status_code == 303

    def sign_in_as_officer(self, user_name: str = "officer") -> None:
        """Sign in at the desk."""
        fields = {"user_name": user_name, "password": "a long password"}
        assert self.post("/officer/sign-in", fields).status_code == 303
        assert self.post("/officer/sign-in/code", {"code": "135790"}).status_code == 303

    def decide(self, address: str, fields: dict[str, str], *, page: str = "") -> TestResponse:
        """Choose a decision on a case's page and, where it can stand, sign it."""
        chosen = self.post(f"{address}/decision", fields, page=page or address)
        if not (chosen.location or "").endswith("/sign"):
            return chosen
        shown = re.search(r'name="shown" value="([^"]+)"', self.read(f"{address}/sign"))
        signature = {"shown": shown.group(1) if shown else "", "code": "135790"}
        return self.post(f"{address}/sign", signature)

    def answer(self, base: str, answers: dict[str, dict[str, str]]) -> None:
        """Answer page after page; each must be accepted."""
        for slug, fields in answers.items():
            response = self.post(f"{base}/{slug}", fields)
            assert response.status_code == 303, (slug, response.text)

    def submit(self, base: str) -> TestResponse:
        """Send the report from its last page."""
        page = self.read(f"{base}/check")
        key = re.search(r'name="submission_key" value="([^"]+)"', page)
        return self.post(f"{base}/check", {"submission_key": key.group(1) if key else ""})


def case_of(world: FakeWorld, number: int) -> Case:
    """The staged case of this number as it stands now."""
    with world.ledger.reading() as work:
        return work.cases.load(CaseId(f"case-{number}"))
