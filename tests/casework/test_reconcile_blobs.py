"""Names against bytes: what is missing and what is left over is told, and nothing else happens."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from accident_service.casework.reconcile_blobs import (
    SETTLED_AFTER,
    BlobCheck,
    KeptBlob,
    NamedBlob,
    ReconcileBlobs,
)
from tests.fakes.clock import FakeClock

NOW = FakeClock().now()


@dataclass
class Names:
    """A ledger's names."""

    named: tuple[NamedBlob, ...] = ()
    doomed: tuple[str, ...] = ()

    def every(self) -> Iterator[NamedBlob]:
        return iter(self.named)

    def to_be_removed(self) -> tuple[str, ...]:
        return self.doomed


@dataclass
class Bytes:
    """A store's bytes."""

    kept: list[KeptBlob] = field(default_factory=list)

    def every(self) -> Iterator[KeptBlob]:
        return iter(self.kept)

    def form_of(self, sha256: str) -> str:
        return f"form of {sha256}"


def kept(name: str, age: timedelta = timedelta(days=1)) -> KeptBlob:
    return KeptBlob(name, 5, NOW - age)


def check(names: Names, *blobs: KeptBlob) -> BlobCheck:
    return ReconcileBlobs(names, Bytes(list(blobs)), FakeClock())()


def test_what_is_named_and_kept_is_whole() -> None:
    clip = NamedBlob("a", "clip", "case 1")
    found = check(Names((clip, NamedBlob("a", "clip", "case 2"))), kept("a"))
    assert found.is_whole
    assert (found.named_count, found.kept_count, found.unnamed) == (1, 1, ())


def test_a_name_without_bytes_is_told_once_and_where() -> None:
    clip = NamedBlob("a", "clip", "case 1")
    found = check(Names((clip, NamedBlob("a", "clip", "case 2"))), kept("b"))
    assert not found.is_whole
    assert found.missing == (clip,)


def test_bytes_without_a_name_are_told_newest_first_and_whether_a_name_may_come() -> None:
    new, old = kept("new", SETTLED_AFTER / 2), kept("old", 2 * SETTLED_AFTER)
    found = check(Names(), old, new)
    assert found.is_whole
    assert [one.blob for one in found.unnamed] == [new, old]
    assert (found.unnamed[0].form, found.arriving_count) == ("form of new", 1)


def test_bytes_of_a_destroyed_case_await_their_removal_unless_another_case_names_them() -> None:
    names = Names((NamedBlob("shared", "clip", "case 2"),), doomed=("shared", "own", "gone"))
    found = check(names, kept("shared"), kept("own"))
    assert (found.to_be_removed, found.unnamed, found.is_whole) == (("own",), (), True)
