"""What an ONVIF device is asked by SOAP: its clock, its recordings, and where one is replayed.

ONVIF Core (GetSystemDateAndTime), Recording Search and Replay services (Profile G); a password
is told as the digest of WS-Security's UsernameToken, by the device's own clock.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from accident_service.adapters.clip_sources.secrets import Secret
from accident_service.adapters.clip_sources.web import WebSite, meaning
from accident_service.adapters.outgoing.exchange import Ask
from accident_service.casework.ports import Clock
from accident_service.errors import ClipSourceUnavailable, NoFootage
from accident_service.quantities.clocks import TimeWindow

DEVICE, SEARCH, REPLAY = (
    f"http://www.onvif.org/{name}/wsdl" for name in ("ver10/device", "ver10/search", "ver10/replay")
)
SCHEMA = "http://www.onvif.org/ver10/schema"
SOAP = "http://www.w3.org/2003/05/soap-envelope"
_WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
_DIGEST = f"{_WSS}-username-token-profile-1.0#PasswordDigest"
SERVICE_PATH = "/onvif/device_service"
ANSWERED = (200, 400, 500)  # a fault is an answer too
MOST_RESULTS, MOST_ROUNDS = 200, 50


@dataclass(slots=True)
class OnvifDevice:
    """One device over one fetch; it learns where its services are, and its clock, once."""

    site: WebSite
    user: str
    secret: Secret | None
    clock: Clock
    _ahead: timedelta | None = None
    _services: dict[str, str] | None = None

    def recorded(self, token: str) -> TimeWindow:
        """From when to when the device has recordings under this token, by its own clock.

        Raises:
            NoFootage: It knows no such recording, or holds nothing of it.
            ClipSourceUnavailable: It refuses, or answers oddly.
        """
        scope = f"<s:Scope><t:IncludedRecordings>{escape(token)}</t:IncludedRecordings></s:Scope>"
        found = self._asked(
            SEARCH,
            f"<s:FindRecordings>{scope}<s:KeepAliveTime>PT30S</s:KeepAliveTime></s:FindRecordings>",
        )
        search = escape(_text(found, "SearchToken", SEARCH))
        for _ in range(MOST_ROUNDS):
            results = self._asked(
                SEARCH,
                f"<s:GetRecordingSearchResults><s:SearchToken>{search}</s:SearchToken>"
                f"<s:MinResults>1</s:MinResults><s:MaxResults>{MOST_RESULTS}</s:MaxResults>"
                "<s:WaitTime>PT5S</s:WaitTime></s:GetRecordingSearchResults>",
            )
            for one in results.iter(f"{{{SCHEMA}}}RecordingInformation"):
                if _text(one, "RecordingToken") == token:
                    return _span(one)
            if _text(results, "SearchState") == "Completed":
                break
        raise NoFootage(f"{self.site.host} has no recording {token}")

    def replay_path(self, token: str) -> str:
        """Path and query of the address a recording is replayed at.

        Only these are believed: host and port are the operator's to say.
        """
        setup = (
            "<t:Stream>RTP-Unicast</t:Stream>"
            "<t:Transport><t:Protocol>RTSP</t:Protocol></t:Transport>"
        )
        answer = self._asked(
            REPLAY,
            f"<s:GetReplayUri><s:StreamSetup>{setup}</s:StreamSetup>"
            f"<s:RecordingToken>{escape(token)}</s:RecordingToken></s:GetReplayUri>",
        )
        address = urlsplit(_text(answer, "Uri", REPLAY))
        return f"{address.path or '/'}{'?' + address.query if address.query else ''}"

    def _asked(self, service: str, body: str) -> Element:
        if self._services is None:
            answer = self._exchanged(
                SERVICE_PATH,
                DEVICE,
                "<s:GetServices><s:IncludeCapability>false</s:IncludeCapability></s:GetServices>",
            )
            self._services = {
                _text(one, "Namespace", DEVICE): urlsplit(_text(one, "XAddr", DEVICE)).path
                for one in answer.iter(f"{{{DEVICE}}}Service")
            }
        path = self._services.get(service)
        if not path:
            raise ClipSourceUnavailable(f"{self.site.host} offers no Profile G ({service})")
        return self._exchanged(path, service, body)

    def _exchanged(self, path: str, service: str, body: str, *, known: bool = True) -> Element:
        """One envelope and what came back inside its body."""
        header = f"<e:Header>{self._token()}</e:Header>" if known and self.secret else ""
        envelope = (
            '<?xml version="1.0" encoding="UTF-8"?>'
            f'<e:Envelope xmlns:e="{SOAP}" xmlns:s="{service}" xmlns:t="{SCHEMA}">'
            f"{header}<e:Body>{body}</e:Body></e:Envelope>"
        )
        headers = (("Content-Type", "application/soap+xml; charset=utf-8"),)
        ask = Ask(self.site.target(path), "POST", headers, envelope.encode())
        answer = self.site.ask(ask)
        if answer.status not in ANSWERED:
            raise meaning(self.site.host, answer.status)
        try:
            envelope_back: Element = fromstring(answer.body)
            inside = envelope_back.find(f"{{{SOAP}}}Body")
        except (ParseError, DefusedXmlException, ValueError) as odd:
            raise ClipSourceUnavailable(f"{self.site.host} does not answer in SOAP") from odd
        if inside is None:
            raise ClipSourceUnavailable(f"{self.site.host} answers with an empty envelope")
        fault = inside.find(f"{{{SOAP}}}Fault")
        if fault is not None:
            raise self._refusal(fault)
        return inside

    def _refusal(self, fault: Element) -> NoFootage | ClipSourceUnavailable:
        codes = {(one.text or "").rpartition(":")[2] for one in fault.iter(f"{{{SOAP}}}Value")}
        if codes & {"NotAuthorized", "SenderNotAuthorized", "FailedAuthentication"}:
            return ClipSourceUnavailable(f"{self.site.host} refuses our credentials")
        if codes & {"InvalidToken", "NoRecording", "NoProfile"}:
            return NoFootage(f"{self.site.host} has no such recording")
        return ClipSourceUnavailable(f"{self.site.host} says {', '.join(sorted(codes))}")

    def _token(self) -> str:
        """Name, and digest of nonce, time and password (UsernameToken Profile 1.0, 3.1)."""
        if self.secret is None:
            return ""
        nonce = secrets.token_bytes(16)
        created = _utc_text(self.clock.now() + self._clock_ahead())
        told = nonce + created.encode() + self.secret.reveal().encode()
        digest = base64.b64encode(hashlib.sha1(told, usedforsecurity=False).digest()).decode()
        return (
            f'<w:Security xmlns:w="{_WSS}-wssecurity-secext-1.0.xsd"'
            f' xmlns:u="{_WSS}-wssecurity-utility-1.0.xsd"><w:UsernameToken>'
            f"<w:Username>{escape(self.user)}</w:Username>"
            f'<w:Password Type="{_DIGEST}">{digest}</w:Password>'
            f"<w:Nonce>{base64.b64encode(nonce).decode()}</w:Nonce>"
            f"<u:Created>{created}</u:Created></w:UsernameToken></w:Security>"
        )

    def _clock_ahead(self) -> timedelta:
        """How far the device's clock is ahead of ours; it judges our tokens by its own."""
        if self._ahead is None:
            answer = self._exchanged(SERVICE_PATH, DEVICE, "<s:GetSystemDateAndTime/>", known=False)
            self._ahead = _told_at(answer) - self.clock.now()
        return self._ahead


def _utc_text(at: datetime) -> str:
    """A moment as SOAP has it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _told_at(answer: Element) -> datetime:
    told = answer.find(f".//{{{SCHEMA}}}UTCDateTime")
    try:
        numbers = [
            int(_text(told, name) if told is not None else "")
            for name in ("Year", "Month", "Day", "Hour", "Minute", "Second")
        ]
        return datetime(*numbers, tzinfo=UTC)  # type: ignore[arg-type,misc]  # six numbers
    except (ValueError, TypeError) as odd:
        raise ClipSourceUnavailable("the recorder does not tell its time") from odd


def _span(information: Element) -> TimeWindow:
    try:
        from_at, to_at = (
            datetime.fromisoformat(_text(information, name))
            for name in ("EarliestRecording", "LatestRecording")
        )
        return TimeWindow(from_at, to_at)
    except (ValueError, TypeError) as odd:
        raise NoFootage("the recorder holds nothing under this recording") from odd


def _text(element: Element, name: str, namespace: str = SCHEMA) -> str:
    found = element.find(f".//{{{namespace}}}{name}")
    return (found.text or "").strip() if found is not None else ""
