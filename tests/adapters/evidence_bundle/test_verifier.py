"""E1, E5: one changed byte is named wherever it lies, by a program that knows nothing of ours."""

import ast
import base64
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from accident_service.adapters.anchors.seal import UnitSeal
from accident_service.adapters.evidence_bundle.manifest import JWS_TYPE
from accident_service.adapters.signing import UnitKey
from tests.fakes.heads import SEAL
from verifier import verify_bundle
from verifier.verify_bundle import BROKEN, HOLDS, NO_BUNDLE, main, verify

PROGRAM = Path(verify_bundle.__file__)
SETPRIV = shutil.which("setpriv")
# Only root can become another user; anybody else runs it as they are.
AS_NOBODY = (
    (SETPRIV, "--reuid=65534", "--regid=65534", "--clear-groups")
    if SETPRIV and os.geteuid() == 0
    else ()
)
Parts = dict[str, bytes]


def parts_of(bundle: Path) -> Parts:
    with zipfile.ZipFile(bundle) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rebuilt(parts: Parts, into: Path) -> Path:
    with zipfile.ZipFile(into, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return into


def named(bundle: Path) -> dict[str, str]:
    return {fault.part: fault.why for fault in verify(bundle)[0]}


@pytest.mark.proves("E1")
def test_e1_a_byte_flipped_in_the_file_is_named_in_whichever_part(
    for_court: Path, tmp_path: Path
) -> None:
    whole = for_court.read_bytes()
    with zipfile.ZipFile(for_court) as archive:
        entries = archive.infolist()
    assert len(entries) > 25
    for entry in entries:
        header = 30 + len(entry.filename.encode())
        at = entry.header_offset + header + entry.file_size // 2
        changed = bytearray(whole)
        changed[at] ^= 1
        bundle = tmp_path / "changed.zip"
        bundle.write_bytes(changed)
        assert list(named(bundle)) == [entry.filename], entry.filename


@pytest.mark.proves("E1")
def test_e1_it_is_named_too_where_the_zip_was_made_anew_around_it(
    for_court: Path, tmp_path: Path
) -> None:
    parts = parts_of(for_court)
    for name, content in parts.items():
        changed = bytearray(content)
        changed[len(changed) // 2] ^= 1
        bundle = rebuilt({**parts, name: bytes(changed)}, tmp_path / "changed.zip")
        assert list(named(bundle)) == [name], name


@pytest.mark.proves("E1")
def test_a_part_that_is_gone_and_one_that_was_slipped_in_are_named(
    for_court: Path, tmp_path: Path
) -> None:
    parts = parts_of(for_court)
    gone = next(name for name in parts if name.startswith("originals/"))
    del parts[gone]
    parts["clips/extra.csv"] = b"1,2"
    parts["../outside"] = b"x"
    assert named(rebuilt(parts, tmp_path / "changed.zip")) == {
        gone: "missing",
        "clips/extra.csv": "foreign",
        "../outside": "foreign",
    }


def forged(parts: Parts, change: Callable[[Parts, Any], None]) -> Parts:
    """A bundle whose manifest was made to fit, signed by somebody else's key."""
    parts = dict(parts)
    manifest = json.loads(parts["manifest.json"])
    change(parts, manifest)
    for part in manifest["parts"]:
        if part["path"] in parts:
            content = parts[part["path"]]
            part["sha256"] = hashlib.sha256(content).hexdigest()
            part["size_bytes"] = len(content)
    parts["manifest.json"] = json.dumps(manifest).encode()
    return parts


def test_another_signer_is_told_by_the_published_key(for_court: Path, tmp_path: Path) -> None:
    stranger = UnitSeal(UnitKey(b"s" * 32))

    def swap_keys(parts: Parts, _manifest: Any) -> None:
        parts["keys.json"] = json.dumps(stranger.public_keys()).encode()

    parts = forged(parts_of(for_court), swap_keys)
    parts["signature.jws"] = stranger.sealed(parts["manifest.json"], JWS_TYPE)
    bundle = rebuilt(parts, tmp_path / "forged.zip")
    (published,) = [key["kid"] for key in SEAL.public_keys()["keys"]]  # type: ignore[attr-defined] # JSON
    faults, _ = verify(bundle, key=published)
    assert ("signature.jws", "other-key") in {(fault.part, fault.why) for fault in faults}
    assert main([str(bundle), "--key", published]) == BROKEN


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda told: told["entries"][0].update(actor="nobody"), "entry"),
        (lambda told: told["entries"][0]["path"].pop(), "path"),
        (lambda told: told["entries"][1].update(sequence=1), "entry"),
        (lambda told: told["entries"].append(dict(told["entries"][0], sequence=99)), "entry"),
    ],
)
def test_entries_that_do_not_lead_to_the_signed_root_are_named_even_if_signed_for(
    for_court: Path, tmp_path: Path, change: Callable[[Any], None], why: str
) -> None:
    def alter(parts: Parts, _manifest: Any) -> None:
        told = json.loads(parts["audit/entries.json"])
        change(told)
        parts["audit/entries.json"] = json.dumps(told).encode()

    parts = forged(parts_of(for_court), alter)
    parts["signature.jws"] = SEAL.sealed(parts["manifest.json"], JWS_TYPE)
    assert named(rebuilt(parts, tmp_path / "forged.zip")) == {"audit/entries.json": why}


def test_a_document_put_in_anothers_place_is_named(for_court: Path, tmp_path: Path) -> None:
    def swap(parts: Parts, _manifest: Any) -> None:
        (pdf,) = (name for name in parts if name.endswith(".pdf"))
        parts[pdf] = b"%PDF another document"

    parts = forged(parts_of(for_court), swap)
    parts["signature.jws"] = SEAL.sealed(parts["manifest.json"], JWS_TYPE)
    (fault,) = named(rebuilt(parts, tmp_path / "forged.zip")).items()
    assert fault[0].endswith(".jws")
    assert fault[1] == "pdf"


def test_a_signature_of_another_kind_or_algorithm_is_none(for_court: Path, tmp_path: Path) -> None:
    parts = parts_of(for_court)
    for signature in (
        SEAL.sealed(parts["manifest.json"], "accident-determination+jws"),
        json.dumps(
            {
                "payload": base64.urlsafe_b64encode(parts["manifest.json"]).decode(),
                "protected": base64.urlsafe_b64encode(b'{"alg":"none","kid":"x"}').decode(),
                "signature": "",
            }
        ).encode(),
        b"[]",
    ):
        bundle = rebuilt({**parts, "signature.jws": signature}, tmp_path / "forged.zip")
        assert named(bundle) == {"signature.jws": "unsigned"}


def test_keys_named_for_other_keys_are_named(for_court: Path, tmp_path: Path) -> None:
    parts = parts_of(for_court)
    keys = json.loads(parts["keys.json"])
    other = Ed25519PrivateKey.from_private_bytes(b"o" * 32).public_key().public_bytes_raw()
    keys["keys"][0]["x"] = base64.urlsafe_b64encode(other).decode().rstrip("=")
    bundle = rebuilt({**parts, "keys.json": json.dumps(keys).encode()}, tmp_path / "forged.zip")
    assert named(bundle)["keys.json"] == "changed"


def test_what_is_no_bundle_is_told_as_such(tmp_path: Path) -> None:
    for content in (b"", b"PK\x03\x04 half a zip"):
        path = tmp_path / "file.zip"
        path.write_bytes(content)
        assert main([str(path)]) == NO_BUNDLE
    assert main([str(tmp_path / "nowhere.zip")]) == NO_BUNDLE


@pytest.mark.proves("E5")
def test_the_program_needs_nothing_of_the_service_and_one_package_besides() -> None:
    tree = ast.parse(PROGRAM.read_text(encoding="utf-8"))
    wanted = {
        (node.module or "").split(".")[0] if isinstance(node, ast.ImportFrom) else one.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for one in node.names
    }
    foreign = wanted - set(sys.stdlib_module_names)
    assert foreign == {"cryptography", "rfc3161_client"}


@pytest.mark.proves("E5")
def test_e5_it_runs_in_an_empty_environment_as_another_user(for_court: Path) -> None:
    """The environment holds the package cryptography and nothing else; `nobody` runs it."""
    with tempfile.TemporaryDirectory(prefix="elsewhere-") as made:
        folder = Path(made)
        venv.EnvBuilder(with_pip=False).create(folder / "env")
        (packages,) = (folder / "env").glob("lib/python*/site-packages")
        for package in ("cryptography", "cffi", "_cffi_backend"):
            spec = importlib.util.find_spec(package)
            assert spec is not None
            found = Path(str(spec.origin))
            found = found.parent if found.name == "__init__.py" else found
            (packages / found.name).symlink_to(found)
        program = shutil.copy(PROGRAM, folder / "verify_bundle.py")
        bundle = shutil.copy(for_court, folder / "bundle.zip")
        for path in (folder, Path(program), Path(bundle)):
            path.chmod(0o755)
        python = str(folder / "env" / "bin" / "python")
        done = subprocess.run(
            [*AS_NOBODY, python, "-I", program, bundle],
            cwd="/",
            env={},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == HOLDS, done.stdout + done.stderr
    assert "everything holds" in done.stdout
