"""The verification page: what it tells whom, and that guessing tells nothing."""

import io
import re

import pytest

from accident_service.casefile.determination import DeterminationStatus
from accident_service.casework.proceedings_ports import PaperContent
from accident_service.web.verification import LARGEST_DOCUMENT_BYTES
from tests.fakes import examples, papers
from tests.fakes.casework import FakeWorld
from tests.unit.casefile.drawn_up import drawn_up
from tests.web.visit import TOKEN, Visitor, app_on

ISSUED = drawn_up()
PDF = b"%PDF-1.7 as issued"
ADDRESS = f"/verify?number={ISSUED.number}&code={ISSUED.verification_code}"
ASKED = {"number": str(ISSUED.number), "code": ISSUED.verification_code}


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    pdf = world.blobs.put_bytes(PDF, "application/pdf")
    json = world.blobs.put_bytes(b'{"payload":"x"}', "application/jose+json")
    with world.ledger.transaction() as work:
        work.cases.add(examples.decided_case())
        work.determinations.add(ISSUED, pdf=pdf, json=json)
        for content in (papers.certificate(), papers.agreement(), papers.review_conclusion()):
            work.papers.add(content, pdf=pdf, json=json)
    return world


@pytest.fixture
def visitor(world: FakeWorld) -> Visitor:
    return Visitor(app_on(world))


def compared(visitor: Visitor, fields: dict[str, object]) -> str:
    token = TOKEN.search(visitor.get(ADDRESS).text)
    assert token is not None
    answer = visitor.client.post(
        "/verify",
        data={**ASKED, **fields, "csrf_token": token.group(1)},
        headers={"Accept-Language": "en", "Accept": "text/html"},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_empty_page_asks_for_number_and_code(visitor: Visitor) -> None:
    page = visitor.read("/verify")
    assert 'name="number"' in page
    assert 'name="code"' in page


def test_the_qr_codes_address_shows_the_document_masked(visitor: Visitor) -> None:
    page = visitor.read(ADDRESS)

    assert "Genuine" in page
    assert ISSUED.unit_name in page
    assert "Issued; not yet served" in page
    assert "甲*" in page
    for party in ISSUED.parties:
        for personal in (party.name, party.plate, party.phone, party.identity_no):
            assert personal not in page


def test_it_speaks_chinese(world: FakeWorld) -> None:
    page = Visitor(app_on(world), language="zh").read(ADDRESS)
    assert "道路交通事故认定书" in page
    assert "真实" in page


@pytest.mark.parametrize(
    "content", [papers.certificate(), papers.agreement(), papers.review_conclusion()]
)
def test_every_kind_can_be_verified(visitor: Visitor, content: PaperContent) -> None:
    page = visitor.read(f"/verify?number={content.number}&code={content.verification_code}")
    assert "Genuine" in page


@pytest.mark.parametrize("status", [DeterminationStatus.REVOKED, DeterminationStatus.REPLACED])
def test_what_no_longer_stands_is_not_called_simply_genuine(
    world: FakeWorld, visitor: Visitor, status: DeterminationStatus
) -> None:
    with world.ledger.transaction() as work:
        work.determinations.set_status(ISSUED.number, status)
    page = visitor.read(ADDRESS)

    assert "no longer valid" in page
    assert "do not rely on it" in page


@pytest.mark.proves("S11")
def test_a_wrong_code_and_an_unknown_number_look_alike(visitor: Visitor) -> None:
    wrong = visitor.get(f"/verify?number={ISSUED.number}&code=00000000")
    unknown = visitor.get("/verify?number=2203020001-2026-999999&code=00000000")

    def told(page: str) -> str:
        return re.sub(r"2203020001-2026-\d{6}", "N", TOKEN.sub("", page))

    assert wrong.status_code == unknown.status_code == 404
    assert told(wrong.text) == told(unknown.text)


def test_the_file_as_issued_is_recognised_and_any_other_refused(visitor: Visitor) -> None:
    same = compared(visitor, {"file": (io.BytesIO(PDF), "d.pdf")})
    other = compared(visitor, {"file": (io.BytesIO(PDF + b" "), "d.pdf")})

    assert "The file is the one issued" in same
    assert "The hashes differ" in other


def test_a_typed_hash_will_do_and_nothing_is_said_of_none(visitor: Visitor) -> None:
    (_, content_hash) = re.findall(r'<code class="hash">(\w{64})', visitor.read(ADDRESS))

    assert "The file is the one issued" in compared(visitor, {"sha256": content_hash})
    assert "The hashes differ" in compared(visitor, {"sha256": "0" * 64})
    assert "Nothing to compare" in compared(visitor, {"sha256": "abc"})


def test_comparing_with_a_wrong_code_tells_nothing(visitor: Visitor) -> None:
    answer = visitor.post("/verify", {**ASKED, "code": "0", "sha256": "0" * 64}, page=ADDRESS)
    assert answer.status_code == 404
    assert "No such document" in answer.text


@pytest.mark.proves("S8")
def test_a_file_beyond_every_documents_size_is_refused(visitor: Visitor) -> None:
    answer = visitor.client.post(
        "/verify",
        data=b"x" * (LARGEST_DOCUMENT_BYTES + 1),
        content_type="multipart/form-data; boundary=end",
    )
    assert answer.status_code == 413


def test_the_signed_content_and_the_certificates_can_be_taken_along(visitor: Visitor) -> None:
    content = visitor.get(f"/verify/content.json?number={ISSUED.number}&code={ASKED['code']}")
    refused = visitor.get(f"/verify/content.json?number={ISSUED.number}&code=0")

    assert content.get_json() == {"payload": "x"}
    assert refused.status_code == 404
    assert visitor.get("/verify/certificates.pem").status_code == 200


@pytest.mark.proves("S10")
def test_tries_are_counted(visitor: Visitor) -> None:
    answers = [
        visitor.get(f"/verify?number={ISSUED.number}&code={code}").status_code for code in range(31)
    ]
    assert answers[0] == 404
    assert answers[-1] == 429
