"""A bundle holds what its recipient may have, hashes of the rest, and the same bytes each time."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from accident_service.casefile.entitlement import Entitlement
from accident_service.casework.evidence_ports import BundleContents
from accident_service.errors import CustodyBroken, StorageFull
from accident_service.reports.party import PartyLetter
from tests.adapters.evidence_bundle.conftest import COURT, INSURER
from tests.casework.after_decision import NUMBER, Desk
from tests.fakes.evidence import RECORDING, determined_with_evidence, export, sha256
from verifier.verify_bundle import HOLDS, main, verify


def manifest(bundle: Path) -> dict[str, Any]:
    with zipfile.ZipFile(bundle) as archive:
        found = json.loads(archive.read("manifest.json"))
    assert isinstance(found, dict)
    return found


def paths(bundle: Path, which: str = "parts") -> set[str]:
    return {part["path"] for part in manifest(bundle)[which]}


def kinds(bundle: Path, which: str = "parts") -> set[str]:
    return {part["kind"] for part in manifest(bundle)[which]}


def test_a_court_gets_everything_and_it_holds(for_court: Path) -> None:
    assert verify(for_court)[0] == []
    assert manifest(for_court)["withheld"] == []
    assert {
        *("original", "timing-certificate", "calibration", "scene", "result", "trajectories"),
        *("contacts", "map", "camera-picture", "drawing", "photo", "photo-original"),
        *(
            "own-recording",
            "document",
            "signed-document",
            "case-record",
            "audit-extract",
            "ledger-head",
        ),
        *("versions", "keys", "read-me", "camera-views", "picture-log", "party-picture"),
    } <= kinds(for_court)


def test_an_insurer_gets_no_picture_of_the_street_but_its_hash(for_insurer: Path) -> None:
    assert verify(for_insurer)[0] == []
    assert kinds(for_insurer, "withheld") == {
        *("original", "camera-picture", "photo", "photo-original", "party-picture"),
        *("own-recording", "case-record", "result"),
    }
    (original,) = (one for one in manifest(for_insurer)["withheld"] if one["kind"] == "original")
    assert original["sha256"] == sha256(RECORDING)
    assert original["reason"].keys() == {"zh", "en"}


def test_an_insurer_that_may_not_read_documents_in_full_gets_copies_and_hashes(
    tmp_path: Path,
) -> None:
    desk, bundle = determined_with_evidence(), tmp_path / "b.zip"
    its_own = replace(INSURER, named=frozenset({PartyLetter.A}))
    export(desk, its_own, bundle)
    assert verify(bundle)[0] == []
    (document,) = (one for one in manifest(bundle)["withheld"] if one["kind"] == "document")
    assert document["path"] == f"documents/{NUMBER}.pdf"
    assert "names both parties" in document["reason"]["en"]
    assert {"masked-document", "signed-document"} <= kinds(bundle)
    (party_b,) = (one for one in desk.case.parties if one.letter is PartyLetter.B)
    with zipfile.ZipFile(bundle) as archive:
        said = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    for personal in (party_b.name, party_b.phone, party_b.identity_no, party_b.vehicle.plate):
        assert personal not in said


def test_a_party_gets_its_own_pictures_and_hashes_of_the_others(for_party: Path) -> None:
    assert verify(for_party)[0] == []
    own = {path for path in paths(for_party) if path.startswith(("photos/", "party-pictures/"))}
    others = paths(for_party, "withheld")
    assert own
    assert all(path.split("/")[1] == "B" for path in own)
    assert {
        path.replace("/B/", "/A/").replace("-B", "-A").replace("B.png", "A.png") for path in own
    } <= others


def test_what_the_machine_proposed_and_read_leaves_with_nobody_but_the_court(
    for_court: Path, for_insurer: Path, for_party: Path
) -> None:
    with zipfile.ZipFile(for_court) as court:
        (sealed,) = (name for name in court.namelist() if name.endswith("/result.json"))
        full = json.loads(court.read(sealed))
    assert full["looks"][0]["plate"] == "吉CD06789"
    for bundle in (for_insurer, for_party):
        with zipfile.ZipFile(bundle) as other:
            (copy,) = (name for name in other.namelist() if name.endswith("/measurement.json"))
            shown = json.loads(other.read(copy))
        assert {**shown, "looks": full["looks"], "liability": full["liability"]} == full
        assert not {"looks", "liability"} & shown.keys()


def test_the_manifest_names_nobody(for_court: Path) -> None:
    text = json.dumps(manifest(for_court), ensure_ascii=False)
    assert not any(word in text for word in ("甲某", "乙某", "1380000", "吉C"))


def test_the_same_contents_are_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    binder = desk.casework.export_evidence.binder
    made: list[BundleContents] = []

    class Watching:
        """Lets the contents through, and keeps them."""

        def bind(self, contents: BundleContents, into: Path) -> Any:
            made.append(contents)
            return binder.bind(contents, into)

    object.__setattr__(desk.casework.export_evidence, "binder", Watching())
    first = export(desk, COURT, tmp_path / "first.zip")
    second = binder.bind(made[0], tmp_path / "second.zip")
    object.__setattr__(desk.casework.export_evidence, "binder", binder)
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.sha256 == sha256(first.path.read_bytes())


def test_every_export_is_proven_by_its_own_bundle(desk: Desk, for_insurer: Path) -> None:
    with zipfile.ZipFile(for_insurer) as archive:
        extract = json.loads(archive.read("audit/entries.json"))
    (made,) = (one for one in extract["entries"] if ["for", "insurer"] in one.get("detail", []))
    assert made["verb"] == "export-evidence"
    assert made["sequence"] == extract["tree_size"]
    assert "export-evidence" in desk.verbs()


def test_who_else_looked_is_told_to_the_court_alone(tmp_path: Path) -> None:
    desk = determined_with_evidence()
    insurer = desk.world.insurers.clients[0].insurer
    desk.casework.read_determination(insurer, desk.case.determination or pytest.fail("none"))

    def actors(entitlement: Entitlement) -> list[str | None]:
        bundle = export(desk, entitlement, tmp_path / f"{entitlement.words}.zip").path
        assert verify(bundle)[0] == []
        with zipfile.ZipFile(bundle) as archive:
            extract = json.loads(archive.read("audit/entries.json"))
        return [one.get("actor") for one in extract["entries"]]

    assert f"insurer:{insurer}" in actors(COURT)
    told = actors(INSURER)
    assert None in told
    assert not any(actor and actor.startswith("insurer:") for actor in told)


def test_the_verifier_says_so_on_the_command_line(
    for_court: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(for_court)]) == HOLDS
    told = capsys.readouterr().out
    assert "compare it with the one published" in told
    assert "everything holds" in told


def test_evidence_that_changed_in_the_store_is_not_handed_out(tmp_path: Path) -> None:
    desk = determined_with_evidence()
    desk.world.blobs.kept[sha256(RECORDING)] = b"another recording"
    with pytest.raises(CustodyBroken):
        export(desk, COURT, tmp_path / "bundle.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_file_is_told_as_such(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(StorageFull):
        export(desk, COURT, tmp_path / "nowhere" / "bundle.zip")
