"""An ONVIF recorder on loopback: SOAP at one port, RTSP at another, one recording.

It keeps to Profile G: tokens of WS-Security are checked against its own clock, and recordings are
searched. What it replays is in `rtsp_server`.
"""

import base64
import hashlib
import re
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler

from tests.adapters.clip_sources.rtsp_server import Kept, Replaying, RtspServer
from tests.adapters.loopback_server import LoopbackServer, Quiet
from tests.adapters.tls import HOST

TOKEN = "rec-1 <gate>"
NAMESPACES = (
    'xmlns:e="http://www.w3.org/2003/05/soap-envelope"'
    ' xmlns:d="http://www.onvif.org/ver10/device/wsdl"'
    ' xmlns:s="http://www.onvif.org/ver10/search/wsdl"'
    ' xmlns:r="http://www.onvif.org/ver10/replay/wsdl"'
    ' xmlns:t="http://www.onvif.org/ver10/schema"'
)


class OnvifServer:
    """Both servers, over the same recording."""

    def __init__(self) -> None:
        self.kept = Kept()
        self.soap = _Serving(self)
        self.rtsp = RtspServer(("127.0.0.1", 0), Replaying, self)

    @property
    def url(self) -> str:
        return self.soap.url

    @property
    def replay(self) -> str:
        return f"rtsps://{HOST}:{self.rtsp.server_address[1]}"


class _Serving(LoopbackServer):
    def __init__(self, recorder: OnvifServer) -> None:
        super().__init__(_Soap)
        self.recorder = recorder


class _Soap(Quiet, BaseHTTPRequestHandler):
    server: _Serving
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        kept = self.server.recorder.kept
        name = re.search(r"<e:Body><s:(\w+)", body)
        asked = name[1] if name else ""
        kept.asked.append(asked)
        if asked == "GetSystemDateAndTime":
            self._say(_date(kept.now + kept.ahead))
        elif kept.password and not _token_is_right(body, kept):
            self._fault("t:NotAuthorized")
        elif asked == "GetServices":
            self._say(self._services())
        elif asked == "GetReplayUri":
            self._say(
                "<r:GetReplayUriResponse><r:Uri>rtsp://10.0.0.9/replay?rec=1</r:Uri>"
                "</r:GetReplayUriResponse>"
            )
        elif asked == "FindRecordings":
            self._say(
                "<s:FindRecordingsResponse><s:SearchToken>S&amp;1</s:SearchToken>"
                "</s:FindRecordingsResponse>"
            )
        else:
            self._say(_results(kept) if "S&amp;1" in body else "")

    def _services(self) -> str:
        told = "".join(
            f"<d:Service><d:Namespace>http://www.onvif.org/ver10/{name}/wsdl</d:Namespace>"
            f"<d:XAddr>http://10.0.0.9/onvif/{name}</d:XAddr></d:Service>"
            for name in ("device", "search", "replay")
        )
        return f"<d:GetServicesResponse>{told}</d:GetServicesResponse>"

    def _say(self, inside: str, status: int = 200) -> None:
        body = f"<e:Envelope {NAMESPACES}><e:Body>{inside}</e:Body></e:Envelope>".encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def _fault(self, code: str) -> None:
        self._say(
            "<e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode>"
            f"<e:Value>{code}</e:Value></e:Subcode></e:Code></e:Fault>",
            400,
        )


def _token_is_right(body: str, kept: Kept) -> bool:
    told = re.search(
        r"<w:Password[^>]*>(.*?)</.*<w:Nonce>(.*?)</.*<u:Created>(.*?)</", body, re.DOTALL
    )
    if told is None:
        return False
    digest, nonce, created = told.groups()
    late = abs(datetime.fromisoformat(created) - (kept.now + kept.ahead))
    right = hashlib.sha1(
        base64.b64decode(nonce) + created.encode() + kept.password.encode(), usedforsecurity=False
    ).digest()
    return late < timedelta(seconds=5) and digest == base64.b64encode(right).decode()


def _date(at: datetime) -> str:
    return (
        "<d:GetSystemDateAndTimeResponse><d:SystemDateAndTime><t:UTCDateTime>"
        f"<t:Time><t:Hour>{at.hour}</t:Hour><t:Minute>{at.minute}</t:Minute>"
        f"<t:Second>{at.second}</t:Second></t:Time>"
        f"<t:Date><t:Year>{at.year}</t:Year><t:Month>{at.month}</t:Month><t:Day>{at.day}</t:Day>"
        "</t:Date></t:UTCDateTime></d:SystemDateAndTime></d:GetSystemDateAndTimeResponse>"
    )


def _results(kept: Kept) -> str:
    told = ""
    if kept.frames:
        first, last = kept.frames[0].taken_at, kept.frames[-1].taken_at
        told = (
            "<t:RecordingInformation><t:RecordingToken>rec-1 &lt;gate></t:RecordingToken>"
            f"<t:EarliestRecording>{first.isoformat()}</t:EarliestRecording>"
            f"<t:LatestRecording>{last.isoformat()}</t:LatestRecording></t:RecordingInformation>"
        )
    return (
        f"<s:GetRecordingSearchResultsResponse><s:ResultList>{told}"
        "<t:SearchState>Completed</t:SearchState></s:ResultList>"
        "</s:GetRecordingSearchResultsResponse>"
    )
