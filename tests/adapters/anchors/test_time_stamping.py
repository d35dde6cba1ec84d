"""Heads are copied to a file and stamped by a real authority: `openssl ts`, on loopback."""

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import decode_timestamp_response
from typing_extensions import override

from accident_service.adapters.anchors.configured import Anchors, configured_anchors
from accident_service.adapters.anchors.time_stamping import TimeStampAuthority
from accident_service.adapters.anchors.witness_file import WitnessFile
from accident_service.casework.sign_head import SignHead
from accident_service.errors import InvalidSettings, OutsideWorldFailed
from tests.casework.test_sign_head import happened
from tests.fakes.clock import FakeClock
from tests.fakes.heads import SEAL, FakeLedgerHeads
from tests.fakes.ledger import FakeLedger

OPENSSL = shutil.which("openssl")
CONFIG = """
[req]
distinguished_name = names
[names]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[stamping]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
authorityKeyIdentifier = keyid
[tsa]
default_tsa = local
[local]
serial = serial
crypto_device = builtin
signer_cert = stamper.pem
signer_key = stamper.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "tsa.cnf")


def openssl(folder: Path, *words: str, stdin: bytes | None = None) -> bytes:
    assert OPENSSL is not None
    done = subprocess.run(
        [OPENSSL, *words], cwd=folder, input=stdin, capture_output=True, check=True
    )
    return done.stdout


class Desk(BaseHTTPRequestHandler):
    """Answers one query as an authority does."""

    folder: Path
    stamps = True

    def do_POST(self) -> None:
        """Stamp, or refuse."""
        query = self.rfile.read(int(self.headers["Content-Length"]))
        (self.folder / "query.tsq").write_bytes(query)
        answer = openssl(
            self.folder, *("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq")
        )
        self.send_response(200 if type(self).stamps else 503)
        self.end_headers()
        self.wfile.write(answer)

    @override
    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TimeStampAuthority]:
    if OPENSSL is None:
        pytest.skip("no openssl on this machine")
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(CONFIG)
    (folder / "serial").write_text("01\n")
    openssl(
        folder,
        *("req", "-x509", *KEY, "-keyout", "root.key", "-out", "root.pem", "-days", "3650"),
        *("-subj", "/CN=Root", "-extensions", "root"),
    )
    openssl(
        folder,
        *("req", *KEY, "-keyout", "stamper.key", "-out", "stamper.csr", "-subj", "/CN=Stamper"),
    )
    openssl(
        folder,
        *("x509", "-req", "-in", "stamper.csr", "-CA", "root.pem", "-CAkey", "root.key"),
        *("-CAcreateserial", "-out", "stamper.pem", "-days", "3650"),
        *("-extfile", "tsa.cnf", "-extensions", "stamping"),
    )
    desk = type("OwnDesk", (Desk,), {"folder": folder})
    server = HTTPServer(("127.0.0.1", 0), desk)
    Thread(target=server.serve_forever, daemon=True).start()
    roots = tuple(load_pem_x509_certificates((folder / "root.pem").read_bytes()))
    yield TimeStampAuthority(f"http://127.0.0.1:{server.server_port}/", roots)
    server.shutdown()
    server.server_close()


def test_a_head_is_copied_and_stamped_over_its_signature(
    authority: TimeStampAuthority, tmp_path: Path
) -> None:
    ledger = FakeLedger()
    heads, witness = FakeLedgerHeads(ledger), WitnessFile(tmp_path / "heads.jsonl")
    sign = SignHead(heads, SEAL, FakeClock(), witness, authority)
    happened(ledger, "file-report")
    sign.turn()
    happened(ledger, "confirm")
    sign.turn()

    first, second = heads.every()
    assert first.time_stamp is not None
    told = decode_timestamp_response(first.time_stamp).tst_info
    assert told.message_imprint.message == hashlib.sha256(first.signature).digest()
    assert witness.last() == second.head.sequence
    assert witness.signatures() == (first.signature, second.signature)


def test_an_authority_of_other_roots_is_not_believed(authority: TimeStampAuthority) -> None:
    stranger = TimeStampAuthority(authority.url, ())
    with pytest.raises(OutsideWorldFailed, match="does not hold"):
        stranger.stamped(b"a head")


def test_an_authority_that_is_away_is_asked_later() -> None:
    with pytest.raises(OutsideWorldFailed, match="did not answer"):
        TimeStampAuthority("http://127.0.0.1:9/", ()).stamped(b"a head")


def test_the_file_says_how_often_and_where(tmp_path: Path) -> None:
    path = tmp_path / "anchors.toml"
    path.write_text(f'every_s = 600\ncopies = "{tmp_path}/heads.jsonl"\n')
    assert configured_anchors(path) == Anchors(
        every_s=600.0, witness=WitnessFile(tmp_path / "heads.jsonl")
    )
    assert configured_anchors(None) == Anchors()


@pytest.mark.parametrize(
    "text",
    [
        "every_s = 1",
        "often = true",
        "every_s = [",
        "every_s = []",
        '[time_stamps]\nurl = "https://a.example"',
        '[time_stamps]\nurl = "ftp://a.example"\ncertificates = "x"',
        '[time_stamps]\nurl = "https://a.example"\ncertificates = "nowhere.pem"',
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "anchors.toml"
    path.write_text(text)
    with pytest.raises(InvalidSettings, match=r"anchors\.toml"):
        configured_anchors(path)
