import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accident_service.casefile.merkle import (
    EMPTY_ROOT,
    GrowingTree,
    ProofMaker,
    leaf_hash,
    node_hash,
)
from tests.fakes.heads import root_of
from verifier.verify_bundle import root_by


def hashes(count: int) -> list[str]:
    return [hashlib.sha256(str(number).encode()).hexdigest() for number in range(count)]


def by_definition(entry_hashes: list[str]) -> bytes:
    """RFC 6962, 2.1, as it is written: split at the largest power of two below the count."""
    if len(entry_hashes) == 1:
        return leaf_hash(entry_hashes[0])
    half = 1
    while 2 * half < len(entry_hashes):
        half *= 2
    return node_hash(by_definition(entry_hashes[:half]), by_definition(entry_hashes[half:]))


@pytest.mark.parametrize("count", range(1, 34))
def test_every_entry_is_proven_by_its_path_and_the_root_is_the_standards(count: int) -> None:
    entries = hashes(count)
    root = root_of(entries)
    assert root == by_definition(entries).hex()
    proofs = ProofMaker(entries)
    for index, entry in enumerate(entries):
        path = proofs.path(index)
        assert root_by(entry, index, count, path) == root
        assert len(path) <= 6


def test_a_tree_grows_on_from_what_was_kept_of_it() -> None:
    entries = hashes(11)
    tree = GrowingTree()
    for entry in entries[:6]:
        tree.add(entry)
    grown = GrowingTree.from_texts(tree.to_texts())
    for entry in entries[6:]:
        grown.add(entry)
    assert (grown.leaf_count, grown.root) == (11, root_of(entries))


@given(count=st.integers(1, 40), data=st.data())
def test_no_other_entry_place_or_path_leads_to_the_root(count: int, data: st.DataObject) -> None:
    entries = hashes(count)
    root, index = root_of(entries), data.draw(st.integers(0, count - 1))
    path = ProofMaker(entries).path(index)
    other = hashlib.sha256(b"another").hexdigest()
    assert root_by(other, index, count, path) != root
    assert root_by(entries[index], index, count, (*path, other)) is None
    if path:
        assert root_by(entries[index], index, count, path[:-1]) is None
        assert root_by(entries[index], index ^ 1, count, path) != root


def test_an_empty_tree_has_a_root_and_no_entries() -> None:
    assert GrowingTree().root == EMPTY_ROOT
    assert root_by(EMPTY_ROOT, 0, 0, ()) is None
    with pytest.raises(IndexError, match="no leaf 3"):
        ProofMaker(hashes(3)).path(3)
