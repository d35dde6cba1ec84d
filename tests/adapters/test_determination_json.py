import hashlib
import json
from dataclasses import replace

from accident_service.adapters.determination_json import (
    FORMAT,
    canonical,
    content_of,
    content_sha256,
    envelope_of,
)
from tests.unit.casefile.drawn_up import drawn_up


def test_one_content_has_one_spelling() -> None:
    content = content_of(drawn_up())
    backwards = dict(reversed(list(content.items())))

    assert canonical(content) == canonical(backwards)
    assert json.loads(canonical(content)) == content
    assert b": " not in canonical({"a": 1})


def test_both_parties_are_masked() -> None:
    determination = drawn_up()
    text = canonical(content_of(determination)).decode()
    for party in determination.parties:
        for personal in (party.name, party.identity_no, party.phone, party.plate, party.policy_no):
            assert personal not in text


def test_the_envelope_names_the_pdf_beside_the_content() -> None:
    determination = drawn_up()
    envelope = envelope_of(determination, "ab" * 32)

    assert envelope["format"] == FORMAT
    assert envelope["document"]["sha256"] == "ab" * 32
    assert hashlib.sha256(canonical(envelope["content"])).hexdigest() == content_sha256(
        determination
    )


def test_any_change_of_the_content_changes_its_hash() -> None:
    determination = drawn_up()
    changed = replace(determination, cause_en=determination.cause_en + " ")
    assert content_sha256(changed) != content_sha256(determination)
