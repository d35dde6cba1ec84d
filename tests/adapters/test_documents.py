import hashlib
import json
import shutil
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from accident_service.adapters.documents import TypstPress
from accident_service.adapters.papers.shelf import paper_of
from accident_service.adapters.signing import verified
from accident_service.casefile.determination import CitedProvision, Determination, EvidenceItem
from accident_service.casefile.masking import IssuedDocument
from accident_service.reports.party import PartyLetter
from tests.fakes import papers, unit_seal
from tests.unit.casefile.drawn_up import drawn_up
from tests.unit.liability.case_tables import TABLES

PDFTOTEXT = shutil.which("pdftotext")
NEEDS_PDFTOTEXT = pytest.mark.skipif(PDFTOTEXT is None, reason="no pdftotext to read it back")

EACH = papers.one_of_each()
REVIEWED = tomllib.loads((TABLES / "wording.toml").read_text(encoding="utf-8"))["document"]
EVERY_KIND = pytest.mark.parametrize("document", EACH.values(), ids=EACH.keys())


@pytest.fixture(scope="module")
def press() -> TypstPress:
    return unit_seal.press()


def text_of(pdf: bytes, folder: Path) -> str:
    assert PDFTOTEXT is not None
    file = folder / "document.pdf"
    file.write_bytes(pdf)
    read = subprocess.run([PDFTOTEXT, "-raw", file, "-"], capture_output=True, check=True)
    return "".join(read.stdout.decode().split())


def with_hostile_text(determination: Determination) -> Determination:
    hostile = '#import "/etc/passwd": * \\ $x$ *b* _i_ `r` <b> @l "q" ${jndi} #{sys.inputs}'
    party = replace(determination.parties[0], name=hostile, policy_no="#panic()")
    return replace(
        determination,
        parties=(party, determination.parties[1]),
        place=hostile,
        facts_zh=hostile,
        cause_en=hostile,
        provisions=(CitedProvision(key="x", zh=hostile, en=hostile),),
        evidence=(EvidenceItem(what_zh=hostile, what_en=hostile, sha256="#" * 64),),
    )


def test_the_same_determination_gives_the_same_bytes(press: TypstPress) -> None:
    first = press.pdf(drawn_up())

    assert first.startswith(b"%PDF-")
    assert first == press.pdf(drawn_up())
    assert first == unit_seal.press().pdf(drawn_up())


def test_it_is_an_archival_document_with_its_fonts_inside(press: TypstPress) -> None:
    pdf = press.pdf(drawn_up())
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"NotoSansCJK" in pdf


@NEEDS_PDFTOTEXT
def test_what_the_determination_says_stands_on_the_page(press: TypstPress, tmp_path: Path) -> None:
    determination = drawn_up()
    text = text_of(press.pdf(determination), tmp_path)

    parts = [
        "道路交通事故认定书",
        "（简易程序）",
        determination.unit_name,
        determination.number,
        determination.verification_code,
        determination.officer_police_no,
        paper_of(determination).content_sha256,
        "第1页共2页",
        *(party.name for party in determination.parties),
        *(party.identity_no for party in determination.parties),
        *(party.plate for party in determination.parties),
        *(party.policy_no for party in determination.parties),
        "全部责任",
        "无责任",
        "三个工作日",
        *(item.sha256 for item in determination.evidence),
    ]
    for part in parts:
        assert part in text, part


@NEEDS_PDFTOTEXT
def test_a_file_of_many_exhibits_stays_on_two_pages(press: TypstPress, tmp_path: Path) -> None:
    determination = drawn_up()
    exhibits = tuple(
        EvidenceItem(
            what_zh=f"接触前{number}.00秒", what_en=f"{number}.00 s before contact", sha256=digest
        )
        for number in range(13)
        for digest in [hashlib.sha256(str(number).encode()).hexdigest()]
    )
    text = text_of(press.pdf(replace(determination, evidence=exhibits)), tmp_path)

    assert "第2页共2页" in text
    assert all(item.sha256 in text for item in exhibits)


@EVERY_KIND
def test_every_kind_is_archival_and_signed(press: TypstPress, document: IssuedDocument) -> None:
    pdf = press.pdf(document)

    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"/ETSI.CAdES.detached" in pdf
    assert pdf == press.pdf(document)
    assert pdf.startswith(press.page(document))


@EVERY_KIND
@NEEDS_PDFTOTEXT
def test_every_kind_names_the_parties_its_number_and_how_to_verify_it(
    press: TypstPress, document: IssuedDocument, tmp_path: Path
) -> None:
    text, paper = text_of(press.pdf(document), tmp_path), paper_of(document)
    for part in (paper.number, paper.verification_code, paper.content_sha256, paper.unit_name):
        assert part in text
    assert "扫码核验" in text
    for party in document.parties:
        assert party.name in text


@pytest.mark.parametrize("document", REVIEWED, ids=lambda document: str(document["kind"]))
@NEEDS_PDFTOTEXT
def test_each_kind_says_what_officers_reviewed(
    press: TypstPress, tmp_path: Path, document: dict[str, Any]
) -> None:
    text = text_of(press.pdf(EACH[document["kind"]]), tmp_path)
    for part in document["says"]:
        assert part in text, part


def test_what_every_kind_says_has_been_reviewed() -> None:
    assert {document["kind"] for document in REVIEWED} == set(EACH)


@NEEDS_PDFTOTEXT
def test_a_masked_copy_says_it_is_one_and_keeps_the_originals_content_hash(
    press: TypstPress, tmp_path: Path
) -> None:
    determination = drawn_up()
    copy = press.masked_pdf(determination, shown=frozenset({PartyLetter.A}))
    text = text_of(copy, tmp_path)
    own, other = determination.parties

    assert copy != press.pdf(determination)
    assert "遮盖副本" in text
    assert paper_of(determination).content_sha256 in text
    assert own.identity_no in text
    for personal in (other.name, other.identity_no, other.phone, other.plate):
        assert personal not in text


@NEEDS_PDFTOTEXT
def test_what_people_typed_is_set_as_text_and_never_as_markup(
    press: TypstPress, tmp_path: Path
) -> None:
    text = text_of(press.pdf(with_hostile_text(drawn_up())), tmp_path)

    assert '#import"/etc/passwd":*' in text
    assert "#panic()" in text
    assert "root:x:0:0" not in text


def test_a_long_account_runs_on_to_more_pages(press: TypstPress) -> None:
    long = replace(drawn_up(), facts_zh="甲方车辆停车等候。" * 600)
    assert b"/Count 2/Kids" in press.pdf(drawn_up())
    assert b"/Count 4/Kids" in press.pdf(long)


def test_a_later_version_says_so(press: TypstPress) -> None:
    assert press.pdf(replace(drawn_up(), version=2)) != press.pdf(drawn_up())


def test_the_signed_json_binds_the_pdf(press: TypstPress) -> None:
    determination = drawn_up()
    digest = hashlib.sha256(press.pdf(determination)).hexdigest()

    signed = press.signed_json(determination, pdf_sha256=digest)

    envelope = json.loads(verified(signed, press.public_keys()))
    assert envelope["document"]["sha256"] == digest
    assert envelope["content"]["number"] == determination.number
