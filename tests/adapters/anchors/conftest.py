"""A time-stamping authority of the tests: `openssl ts` behind a loopback port."""

import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography.x509 import load_pem_x509_certificates
from typing_extensions import override

from accident_service.adapters.anchors.time_stamping import TimeStampAuthority

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
