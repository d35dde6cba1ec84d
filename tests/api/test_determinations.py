import hashlib
import json

import pytest

from accident_service.adapters.signing import verified
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casework.insurer_scopes import Scope
from accident_service.quantities.identifiers import DeterminationNumber
from tests.api.door import Door, issue, open_door
from tests.fakes import examples
from tests.fakes.doors import insurer_client

EVERYTHING = frozenset(Scope)
NUMBER = "2203020001-2026-000001"
ADDRESS = f"/v1/determinations/{NUMBER}"


@pytest.fixture
def in_full() -> Door:
    """Every insurer may do everything."""
    codes = ("PICC", "CPIC", "PINGAN")
    return open_door(insurers=tuple(insurer_client(one, scopes=EVERYTHING) for one in codes))


def test_an_insurer_reads_its_own_insured_in_full_and_the_other_party_masked(door: Door) -> None:
    seen = door.get(ADDRESS)
    own, other = seen.get_json()["parties"]

    assert seen.status_code == 200
    assert own["covered_by_you"]
    assert own["identity_no"] == examples.party_a().identity_no
    assert own["plate"] == "吉C12345"
    assert own["responsibility"] == "none"
    assert not other["covered_by_you"]
    assert other["responsibility"] == "full"
    assert other["insurer"] == "CPIC"
    for personal in (examples.party_b().name, examples.party_b().phone, "吉CD06789"):
        assert personal not in json.dumps(seen.get_json(), ensure_ascii=False)


def test_the_other_insurer_sees_it_the_other_way_round(door: Door) -> None:
    parties = door.get(ADDRESS, by="cpic-client").get_json()["parties"]
    assert [party["covered_by_you"] for party in parties] == [False, True]
    assert parties[0]["name"] == "甲*"


def test_what_an_insurer_needs_to_settle_is_there(door: Door) -> None:
    view = door.get(ADDRESS).get_json()

    assert view["number"] == NUMBER
    assert (view["version"], view["status"]) == (1, "issued")
    assert view["occurred_at"].startswith("2026-03-02T04:00:00")
    assert view["accident_form"]["zh"] == "追尾碰撞"
    assert view["provisions"][0]["key"] == "RTSL-43"
    assert "19.8至22.0千米/小时" in view["facts"]["zh"]


@pytest.mark.parametrize("status", DeterminationStatus)
def test_an_insurer_is_told_how_it_stands_now(door: Door, status: DeterminationStatus) -> None:
    with door.world.ledger.transaction() as work:
        work.determinations.set_status(DeterminationNumber(NUMBER), status)
    told = status.replace("-", "_")
    assert door.get(ADDRESS).get_json()["status"] == told
    (listed,) = door.get(f"/v1/determinations?status={told}").get_json()["items"]
    assert listed["status"] == told


def test_the_document_as_issued_takes_a_scope_of_its_own(door: Door) -> None:
    named = door.get(ADDRESS).get_json()["document"]
    refused = door.get(f"{ADDRESS}/document.pdf")

    assert named["href"] is None
    assert refused.status_code == 403
    assert "full-documents:read" in refused.get_json()["detail"]
    assert 'scope="full-documents:read"' in refused.headers["WWW-Authenticate"]
    assert door.get(named["masked_href"]).status_code == 200
    assert door.readings() == [
        ("insurer:insurer-picc", "read-determination"),
        ("insurer:insurer-picc", "read-masked-document"),
    ]


def test_the_document_the_signature_and_the_keys_prove_each_other(in_full: Door) -> None:
    door = in_full
    view = door.get(ADDRESS).get_json()
    pdf = door.get(view["document"]["href"])
    keys = door.client.get("/v1/jwks.json").get_json()

    envelope = json.loads(verified(json.dumps(view["signature"]).encode(), keys))

    digest = hashlib.sha256(pdf.data).hexdigest()
    assert digest == view["document"]["sha256"] == envelope["document"]["sha256"]
    assert envelope["content"]["number"] == NUMBER
    assert pdf.mimetype == "application/pdf"
    assert len(pdf.data) == view["document"]["size_bytes"]


def test_what_is_not_yours_looks_exactly_like_what_is_not_there(in_full: Door) -> None:
    door = in_full
    for suffix in ("", "/document.pdf", "/masked-document.pdf"):
        not_mine = door.get(ADDRESS + suffix, by="pingan-client")
        not_there = door.get(f"/v1/determinations/2203020001-2026-999999{suffix}")

        assert not_mine.status_code == not_there.status_code == 404
        bodies = [answer.get_json() for answer in (not_mine, not_there)]
        for body in bodies:
            del body["request_id"]
        assert bodies[0] == bodies[1]
        assert {key for key, _ in not_mine.headers} == {key for key, _ in not_there.headers}


def test_the_list_holds_only_ones_own_and_no_personal_data(door: Door) -> None:
    mine = door.get("/v1/determinations")
    nobodys = door.get("/v1/determinations", by="pingan-client")

    assert [item["number"] for item in mine.get_json()["items"]] == [NUMBER]
    assert nobodys.get_json() == {"items": [], "next": None}
    for personal in ("甲", "吉C", "1380000"):
        assert personal not in mine.text


def test_pages_follow_one_another_without_gap_or_repeat(door: Door) -> None:
    for index in range(2, 6):
        issue(door.world, index)

    numbers, address = [], "/v1/determinations?limit=2"
    while address:
        page = door.get(address).get_json()
        assert len(page["items"]) <= 2
        numbers += [item["number"][-1] for item in page["items"]]
        address = page["next"]

    assert numbers == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=%25%25", "cursor=_w"])
def test_a_page_that_cannot_be_is_refused(door: Door, query: str) -> None:
    refused = door.get(f"/v1/determinations?{query}")
    assert refused.status_code == 422
    assert refused.get_json()["type"] == "urn:accident-service:invalid-request"


def test_a_masked_copy_is_another_file_and_its_reading_is_logged(in_full: Door) -> None:
    door = in_full
    copy = door.get(f"{ADDRESS}/masked-document.pdf")
    issued = door.get(f"{ADDRESS}/document.pdf")

    assert copy.data.startswith(b"%PDF-")
    assert copy.data != issued.data
    assert copy.data == door.get(f"{ADDRESS}/masked-document.pdf").data
    assert door.readings()[0] == ("insurer:insurer-picc", "read-masked-document")


def test_every_reading_is_logged_as_what_it_was(in_full: Door) -> None:
    door = in_full
    door.get(ADDRESS)
    door.get(f"{ADDRESS}/document.pdf", by="cpic-client")
    door.get(ADDRESS, by="pingan-client")

    assert door.readings() == [
        ("insurer:insurer-picc", "read-determination"),
        ("insurer:insurer-cpic", "read-document"),
    ]


@pytest.mark.parametrize("path", [ADDRESS, f"{ADDRESS}/document.pdf", "/v1/determinations"])
def test_personal_answers_are_kept_by_no_cache_and_sent_once(in_full: Door, path: str) -> None:
    door = in_full
    first = door.get(path)
    again = door.get(path, **{"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "private, no-store"
    assert again.status_code == 304
    assert again.data == b""


def test_evidence_is_named_to_those_who_may_read_it(door: Door) -> None:
    assert door.get(ADDRESS).get_json()["evidence_href"] is None
    entitled = open_door(scopes=frozenset({"determinations:read", "evidence:read"}))
    assert entitled.get(ADDRESS).get_json()["evidence_href"] == f"{ADDRESS}/evidence.zip"


def test_what_insurers_ask_next_stands_beside_and_is_marked(door: Door) -> None:
    view = door.get(ADDRESS).get_json()
    assert [party["responsibility_code"] for party in view["parties"]] == ["5", "1"]
    assert view["parties"][1]["responsibility_words"]["zh"] == "全部责任"
    assert view["each_pays_its_own"]["possible"] is False
    convention = view["civil_convention"]
    assert convention["is_part_of_the_determination"] is False
    assert [share["percent"] for share in convention["shares"]] == [0, 100]
    assert "percent" not in json.dumps(view["parties"])
    assert [one["version"] for one in view["versions"]] == [1]
