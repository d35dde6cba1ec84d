"""Copies for outside: what asking must bring with it, and what becomes of what was asked."""

from dataclasses import replace

import pytest

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.ask_copy import DisclosureWish, ended, made, waiting, wished
from accident_service.casefile.clip_copy import DisclosedCopy, Disclosure, PixelCheck
from accident_service.errors import NotFound, StepOutOfOrder
from accident_service.quantities.identifiers import DeterminationNumber
from tests.fakes import examples

CASE = examples.decided_case().with_determination(DeterminationNumber("2203020001-2026-000001"))
WISH = DisclosureWish(clip=CASE.clips[0].id, recipient=" Court ", purpose=" as evidence ")
COPY = DisclosedCopy(
    blob=BlobRef(sha256="ab" * 32, size_bytes=9, media_type="video/mp4"),
    original_sha256="cd" * 32,
    made_at=examples.NOON,
    tool="accident-service 0",
    check=PixelCheck(frames=1, hidden_share=1.0, worst_leak=0.0),
)


def asked() -> Disclosure:
    return wished(CASE, WISH, examples.officer(), examples.NOON).disclosures[0]


def test_what_is_asked_for_is_numbered_and_named() -> None:
    assert (asked().number, asked().recipient, asked().purpose) == (1, "Court", "as evidence")
    assert asked().officer_name == examples.officer().name


def test_only_what_waits_is_ended_and_once() -> None:
    case = wished(CASE, WISH, examples.officer(), examples.NOON)
    done = ended(case, tuple(replace(one, copy=COPY) for one in waiting(case)))
    assert made(done, 1) == COPY
    assert waiting(done) == ()
    assert ended(done, (replace(asked(), refusal="custody-broken"),)) is done
    assert made(wished(done, WISH, examples.officer(), examples.NOON), 1) == COPY


def test_what_is_not_made_is_not_handed_out() -> None:
    case = wished(CASE, WISH, examples.officer(), examples.NOON)
    for number in (1, 2):
        with pytest.raises(NotFound):
            made(case, number)


def test_an_undecided_case_is_closed() -> None:
    with pytest.raises(StepOutOfOrder):
        wished(examples.proposed_case(), WISH, examples.officer(), examples.NOON)
