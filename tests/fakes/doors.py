"""Who may knock, in memory: codes, officers, insurers, invitations and drafts."""

from dataclasses import dataclass, field
from datetime import datetime

from accident_service.casefile.decision import Officer
from accident_service.casefile.roles import Role
from accident_service.casework.door_ports import InsurerClient, Standing
from accident_service.casework.house_sign_in_ports import BackFromHouse, SentToHouse
from accident_service.casework.second_factor_ports import Enrolment
from accident_service.errors import Conflict, NotFound, NotPermitted, OutsideWorldFailed
from accident_service.quantities.identifiers import CaseId, InsurerId, OfficerId, UnitId
from tests.fakes import examples

MOST_TRIES = 5


@dataclass(slots=True)
class FakeCodeSender:
    """Keeps what was sent; fails as often as told."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    failures: list[OutsideWorldFailed] = field(default_factory=list)

    def send(self, phone: str, code: str) -> None:
        """Deliver, or fail."""
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((phone, code))

    def last_code(self, phone: str) -> str:
        """The newest code that reached the phone."""
        return [code for to, code in self.sent if to == phone][-1]


@dataclass(slots=True)
class FakeOneTimeCodes:
    """Always sends the same code; the rest is as real."""

    code: str = "246810"
    most_codes: int = 3
    sent: list[str] = field(default_factory=list)
    tries: dict[str, int] = field(default_factory=dict)

    def send(self, phone: str) -> None:
        """Send the code."""
        if self.sent.count(phone) >= self.most_codes:
            raise NotPermitted("too many codes were asked for; try again in ten minutes")
        self.sent.append(phone)
        self.tries[phone] = 0

    def verify(self, phone: str, code: str) -> bool:
        """Right, in time, within the tries; once."""
        if self.tries.get(phone, MOST_TRIES) >= MOST_TRIES:
            return False
        self.tries[phone] += 1
        right = code == self.code
        if right:
            del self.tries[phone]
        return right


@dataclass(slots=True)
class FakeOfficerAccounts:
    """One officer: user name "officer", password "a long password"."""

    accounts: dict[str, tuple[str, Officer]] = field(
        default_factory=lambda: {"officer": ("a long password", examples.officer())}
    )
    standings: dict[OfficerId, Standing] = field(default_factory=dict)

    def authenticate(self, user_name: str, password: str) -> Officer | None:
        """The officer, or None."""
        known = self.accounts.get(user_name)
        return known[1] if known and known[0] == password else None

    def officer(self, officer_id: OfficerId) -> Officer:
        """One officer."""
        for _, one in self.accounts.values():
            if one.id == officer_id:
                return one
        raise NotFound(f"no officer {officer_id}")

    def named(self, user_name: str) -> Officer:
        """The officer by user name."""
        if user_name not in self.accounts:
            raise NotFound(f"nobody signs in as {user_name}")
        return self.accounts[user_name][1]

    def standing(self, officer_id: OfficerId) -> Standing:
        """An officer, unless said otherwise."""
        return self.standings.get(officer_id, Standing(frozenset({Role.OFFICER})))

    def grant(self, officer_id: OfficerId, *roles: Role) -> None:
        """Give these roles, and no others."""
        self.standings[officer_id] = Standing(frozenset(roles))

    def of_unit(self, unit: UnitId) -> tuple[Officer, ...]:
        """Every officer of a unit."""
        theirs = [
            one
            for _, one in self.accounts.values()
            if one.unit == unit and Role.OFFICER in self.standing(one.id).roles
        ]
        return tuple(sorted(theirs, key=lambda one: (one.name, one.id)))


@dataclass(slots=True)
class FakeHouseSignIn:
    """A house whose sign-in sends everybody straight back as the same person."""

    words: tuple[str, str] = ("公安统一身份认证", "Police single sign-on")
    person: str = "officer"

    def begin(self, back_to: str) -> SentToHouse:
        """Back at once."""
        return SentToHouse(f"{back_to}?code=c&state=s", "s", "n", "v")

    def finish(self, sent: SentToHouse, back: BackFromHouse, back_to: str) -> str:
        """The person, where the state is right."""
        if back.state != sent.state:
            raise NotPermitted("it answers no asking")
        return self.person


@dataclass(slots=True)
class FakeSecondFactors:
    """Every officer has a device that always shows the same code, which may be used again."""

    code: str = "135790"
    without: set[OfficerId] = field(default_factory=set)
    recovery: tuple[str, ...] = ("aaaabbbbccccdddd", "eeeeffffgggghhhh")

    def is_enrolled(self, officer: OfficerId) -> bool:
        """Has the officer a device?"""
        return officer not in self.without

    def begin(self, officer: OfficerId, user_name: str) -> Enrolment:
        """What to enrol with."""
        if officer not in self.without:
            raise Conflict(f"officer {officer} has a device already")
        return Enrolment(f"otpauth://totp/{user_name}?secret=JBSWY3DPEHPK3PXP", "JBSWY3DPEHPK3PXP")

    def confirm(self, officer: OfficerId, code: str) -> tuple[str, ...]:
        """Enrol."""
        if code != self.code or officer not in self.without:
            return ()
        self.without.discard(officer)
        return self.recovery

    def accepts(self, officer: OfficerId, code: str) -> bool:
        """Is this the code?"""
        return officer not in self.without and code == self.code

    def reset(self, officer: OfficerId) -> None:
        """Forget the device."""
        self.without.add(officer)


def insurer_client(code: str = "PICC", *, scopes: frozenset[str] | None = None) -> InsurerClient:
    """A client that may read determinations and leave claims, unless said otherwise."""
    return InsurerClient(
        client_id=f"{code.lower()}-client",
        insurer=InsurerId(f"insurer-{code.lower()}"),
        insurer_code=code,
        scopes=frozenset({"determinations:read", "claims:write"}) if scopes is None else scopes,
    )


@dataclass(slots=True)
class FakeInsurerClients:
    """The clients given, each with the secret "secret"."""

    clients: tuple[InsurerClient, ...] = field(
        default_factory=lambda: (insurer_client("PICC"), insurer_client("CPIC"))
    )

    def authenticate(self, client_id: str, client_secret: str) -> InsurerClient | None:
        """The client, or None."""
        return self.client(client_id) if client_secret == "secret" else None

    def client(self, client_id: str) -> InsurerClient | None:
        """The client by id."""
        return next((one for one in self.clients if one.client_id == client_id), None)


@dataclass(slots=True)
class FakeInviteLinks:
    """Tokens that count up."""

    cases: dict[str, CaseId] = field(default_factory=dict)

    def issue(self, case_id: CaseId) -> str:
        """A new token."""
        token = f"invitation-{len(self.cases) + 1}"
        self.cases[token] = case_id
        return token

    def case_of(self, token: str) -> CaseId:
        """The case the link belongs to."""
        if token not in self.cases:
            raise NotFound("this link is unknown, or no longer valid")
        return self.cases[token]


@dataclass(slots=True)
class FakeDrafts:
    """Half-filled forms by key."""

    kept: dict[str, dict[str, str]] = field(default_factory=dict)

    def load(self, key: str) -> dict[str, str]:
        """The fields so far."""
        return dict(self.kept.get(key, {}))

    def save(self, key: str, fields: dict[str, str]) -> None:
        """Keep the fields."""
        self.kept[key] = dict(fields)

    def discard(self, key: str) -> None:
        """Forget the draft."""
        self.kept.pop(key, None)


@dataclass(slots=True)
class FakeEndedSessions:
    """Sessions somebody signed out of."""

    ended: dict[str, datetime] = field(default_factory=dict)

    def end(self, session_id: str, *, until: datetime) -> None:
        """Remember it."""
        self.ended[session_id] = until

    def has_ended(self, session_id: str) -> bool:
        """Did somebody sign out of it?"""
        return session_id in self.ended
