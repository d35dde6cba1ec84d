"""Heads are copied to a file and stamped by a real authority: `openssl ts`, on loopback."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from rfc3161_client import decode_timestamp_response

from accident_service.adapters.anchors.configured import Anchors, configured_anchors
from accident_service.adapters.anchors.time_stamping import TimeStampAuthority
from accident_service.adapters.anchors.witness_file import WitnessFile
from accident_service.casefile.entitlement import Entitlement, Recipient
from accident_service.casework.sign_head import SignHead
from accident_service.errors import InvalidSettings, OutsideWorldFailed
from tests.casework.test_sign_head import happened
from tests.fakes import unit_seal
from tests.fakes.clock import FakeClock
from tests.fakes.evidence import determined_with_evidence
from tests.fakes.heads import SEAL, FakeLedgerHeads
from tests.fakes.ledger import FakeLedger
from verifier.verify_bundle import verify


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


def test_a_bundle_carries_the_stamp_and_the_verifier_holds_it_against_the_root(
    authority: TimeStampAuthority, tmp_path: Path
) -> None:
    desk = determined_with_evidence()
    sign = replace(desk.casework.export_evidence.sign_head, time_stamper=authority)
    export = replace(desk.casework.export_evidence, sign_head=sign)
    court = Entitlement(recipient=Recipient.COURT)
    bundle = export(desk.case_id, court, actor="officer:1", into=tmp_path / "bundle.zip").path
    roots = authority.certificates[0].public_bytes(Encoding.PEM)

    faults, notes = verify(bundle, roots=roots)
    assert faults == []
    assert any(note.startswith("ledger/head.tsr: stamped at 20") for note in notes)
    _, notes = verify(bundle)
    assert "ledger/head.tsr: not checked; --stamp-roots names whom to trust" in notes

    (fault,), _ = verify(
        bundle, roots=unit_seal.certificate_pem().partition(b"-----END PRIVATE KEY-----")[2]
    )
    assert (fault.part, fault.why) == ("ledger/head.tsr", "stamp")
