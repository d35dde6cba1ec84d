#!/usr/bin/env python3
"""Check a bundle of accident evidence, offline, without the service that made it.

    python verify_bundle.py BUNDLE.zip [--key KEY_ID] [--stamp-roots ROOTS.pem]

Needs Python 3.9 or newer and the package `cryptography`; `rfc3161-client` besides, where a time
stamp is to be checked. FORMAT.md says what is checked and how, for whoever writes their own.

Exit codes: 0 everything holds; 2 this is no bundle, or the arguments are wrong; 5 something
does not hold, and every part that is wrong was named.

检验交通事故证据包：不联网，不依赖制作该证据包的系统。0 表示全部一致；2 表示不是证据包；5 表示有
不一致之处，并逐一指出文件名。
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import zipfile
from pathlib import Path
from typing import Any, Callable, NamedTuple, Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.x509 import load_pem_x509_certificates

FORMAT = "accident-evidence-bundle/1"
MANIFEST, SIGNATURE, KEYS = "manifest.json", "signature.jws", "keys.json"
EXTRACT, HEAD, STAMP = "audit/entries.json", "ledger/head.jws", "ledger/head.tsr"
MANIFEST_TYPE, HEAD_TYPE = "accident-evidence-manifest+jws", "accident-ledger-head+jws"
HOLDS, NO_BUNDLE, BROKEN = 0, 2, 5
CHUNK = 1 << 20
LARGEST_WHOLE = 1 << 28  # bytes of a part that is read at once; a small file may unpack to more
WHY = {
    "changed": ("its bytes are not those the manifest names", "内容与清单记载的校验值不符"),
    "damaged": ("its bytes are not those that were packed", "内容与打包时的校验值不符"),
    "too-large": ("it unpacks to more than any bundle holds", "解压后大小超出任何证据包"),
    "missing": ("the manifest names it; it is not here", "清单中有，包内没有"),
    "foreign": ("the manifest does not name it", "清单中没有此文件"),
    "twice": ("it is here more than once", "同名文件不止一个"),
    "name": ("its name leads out of the bundle", "文件名不安全"),
    "unreadable": ("it cannot be read", "无法读取"),
    "unsigned": ("its signature does not hold", "签名不成立"),
    "other-key": ("it was signed by another key than asked for", "签名公钥与要求核对的不同"),
    "key-id": ("a key's name is not its fingerprint", "公钥名称与指纹不符"),
    "not-manifest": ("it is not the text that was signed", "与签名的内容不同"),
    "entry": ("an entry is not what its hash says", "有一条记录与其校验值不符"),
    "path": ("an entry does not lead to the signed root", "有一条记录不能通向已签名的总账"),
    "chain": ("two neighbouring entries do not join", "相邻两条记录不衔接"),
    "head": ("it is not the head the manifest names", "与清单记载的总账不符"),
    "pdf": ("the document beside it is not the one it signs", "所签名的文书与包内文书不同"),
    "source": ("it was made of other footage or another survey", "所依据的录像或标定不是包内所列"),
    "stamp": ("the time stamp does not hold", "时间戳不成立"),
}


Json = Any  # what another program wrote: nothing is known of it until it was checked


class Fault(NamedTuple):
    """What is wrong with one part; `why` is a key of WHY."""

    part: str
    why: str
    detail: str


class Broken(Exception):
    """A check that found something wrong; `why` is a key of WHY."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why)
        self.why, self.detail = why, detail


def b64(text: str) -> bytes:
    """Base64url without padding, as JWS writes it."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def thumbprint(key: Json) -> str:
    """RFC 7638: the fingerprint of an Ed25519 key."""
    needed = json.dumps(
        {"crv": key["crv"], "kty": key["kty"], "x": key["x"]}, sort_keys=True, separators=(",", ":")
    )
    return base64.urlsafe_b64encode(hashlib.sha256(needed.encode()).digest()).decode().rstrip("=")


def payload_of(signed: bytes, keys: Json, kind: str | None = None) -> tuple[bytes, str]:
    """The payload of a flattened JWS (RFC 7515) signed by one of the keys, and that key's id."""
    try:
        parts = json.loads(signed)
        header = json.loads(b64(parts["protected"]))
        key = keys.get(header["kid"])
        if header["alg"] not in ("Ed25519", "EdDSA") or kind not in (None, header.get("typ")):
            raise Broken("unsigned", f"signed as {header.get('typ')}")
        if key is None:
            raise Broken("other-key", header["kid"])
        text = (parts["protected"] + "." + parts["payload"]).encode()
        Ed25519PublicKey.from_public_bytes(b64(key["x"])).verify(b64(parts["signature"]), text)
        return b64(parts["payload"]), header["kid"]
    except (ValueError, KeyError, TypeError, InvalidSignature) as fault:
        raise Broken("unsigned", str(fault)) from fault


def root_by(entry_hash: str, index: int, size: int, path: Sequence[str]) -> str | None:
    """RFC 6962, 2.1.1: the root an audit path leads to from the leaf of an entry."""
    reached, last = hashlib.sha256(b"\x00" + bytes.fromhex(entry_hash)).digest(), size - 1
    steps = [bytes.fromhex(one) for one in path]
    if not 0 <= index <= last:
        return None
    while last:
        if index % 2 or index < last:
            if not steps:
                return None
            beside = steps.pop(0)
            pair = beside + reached if index % 2 else reached + beside
            reached = hashlib.sha256(b"\x01" + pair).digest()
        index, last = index // 2, last // 2
    return None if steps else reached.hex()


def hash_of_entry(entry: Json) -> str:
    """An entry of the audit ledger, hashed as it was when it was written."""
    told = {name: entry[name] for name in ("sequence", "at", "actor", "verb", "case", "detail")}
    told["previous"] = entry["previous_hash"]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Bundle:
    """One bundle and what was found wrong with it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self.manifest: Json = {}
        self.keys: Json = {}
        self.signed: bytes | None = None

    def wrong(self, part: str, fault: Broken) -> None:
        """Note that a part does not hold."""
        self.faults.append(Fault(part, fault.why, fault.detail))

    def read(self, path: str) -> bytes:
        """A part's bytes."""
        try:
            if self.archive.getinfo(path).file_size > LARGEST_WHOLE:
                raise Broken("too-large")
            return self.archive.read(path)
        except (KeyError, zipfile.BadZipFile, OSError, EOFError) as fault:
            raise Broken("missing" if isinstance(fault, KeyError) else "damaged") from fault

    def json(self, path: str) -> Json:
        """A part read as JSON."""
        try:
            return json.loads(self.read(path))
        except ValueError as fault:
            raise Broken("unreadable", str(fault)) from fault

    def digest(self, path: str) -> tuple[str, int]:
        """A part's SHA-256 and size, read in pieces: recordings may be large."""
        found, size = hashlib.sha256(), 0
        try:
            with self.archive.open(path) as part:
                while True:
                    chunk = part.read(CHUNK)
                    if not chunk:
                        return found.hexdigest(), size
                    found.update(chunk)
                    size += len(chunk)
        except (zipfile.BadZipFile, OSError, EOFError) as fault:
            raise Broken("changed") from fault

    def try_part(self, part: str, check: Callable[..., None], *arguments: object) -> None:
        """Run one check; what it finds is the part's fault."""
        try:
            check(*arguments)
        except Broken as fault:
            self.wrong(part, fault)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as fault:
            self.wrong(part, Broken("unreadable", repr(fault)))

    def sound_parts(self) -> list[str]:
        """The parts whose bytes are those the manifest names."""
        named = {part["path"] for part in self.manifest.get("parts", [])}
        return sorted(named - {fault.part for fault in self.faults})

    # What is checked, in this order.

    def check_keys(self) -> None:
        """Every key is named by its own fingerprint."""
        keys = {key["kid"]: key for key in self.json(KEYS)["keys"]}
        for name, key in keys.items():
            if thumbprint(key) != name:
                raise Broken("key-id", name)
        self.keys = keys

    def check_signature(self, wanted: str | None) -> None:
        """The signature holds, and is by the key asked for."""
        payload, key_id = payload_of(self.read(SIGNATURE), self.keys, MANIFEST_TYPE)
        self.signed = payload
        if wanted and key_id != wanted:
            raise Broken("other-key", key_id)
        if not wanted:
            self.notes.append(f"signed by key {key_id}: compare it with the one published")

    def take_manifest(self) -> None:
        """What was signed is the manifest; where nothing was, the rest is held against it still."""
        found = self.signed if self.signed is not None else self.read(MANIFEST)
        self.manifest = json.loads(found)
        if found != self.read(MANIFEST):
            raise Broken("not-manifest")
        if self.manifest.get("format") != FORMAT:
            raise Broken("unreadable", f"format {self.manifest.get('format')!r}")

    def check_names(self) -> None:
        """What is here is what the manifest names, each once, none of it outside."""
        names = self.archive.namelist()
        named = {MANIFEST, SIGNATURE} | {part["path"] for part in self.manifest["parts"]}
        for name in sorted(set(names)):
            if name.startswith("/") or ".." in name.split("/") or "\\" in name:
                self.wrong(name, Broken("name"))
            if names.count(name) > 1:
                self.wrong(name, Broken("twice"))
            if name not in named:
                self.wrong(name, Broken("foreign"))

    def check_part(self, part: Json) -> None:
        """The part's bytes are those the manifest names."""
        if part["path"] not in self.archive.namelist():
            raise Broken("missing")
        if self.digest(part["path"]) != (part["sha256"], part["size_bytes"]):
            raise Broken("changed")

    def check_head(self) -> None:
        """The ledger's head is signed, and the one the manifest names."""
        payload, _key = payload_of(self.read(HEAD), self.keys, HEAD_TYPE)
        head, named = json.loads(payload), self.manifest["ledger"]
        if any(head[name] != named[name] for name in ("sequence", "entry_hash", "tree_root")):
            raise Broken("head")

    def check_entries(self) -> None:
        """Every entry is what its hash says and leads to the signed root; neighbours join."""
        extract, ledger = self.json(EXTRACT), self.manifest["ledger"]
        before: Json = None
        for entry in extract["entries"]:
            number = f"entry {entry['sequence']}"
            shown = "actor" in entry
            if shown and hash_of_entry(entry) != entry["entry_hash"]:
                raise Broken("entry", number)
            index, size = entry["sequence"] - 1, ledger["sequence"]
            if root_by(entry["entry_hash"], index, size, entry["path"]) != ledger["tree_root"]:
                raise Broken("path", number)
            follows = before is not None and before["sequence"] == index and shown
            if follows and entry["previous_hash"] != before["entry_hash"]:
                raise Broken("chain", number)
            before = entry

    def check_document(self, path: str) -> None:
        """A signed document is this service's, and signs the PDF beside it."""
        try:
            payload, _key = payload_of(self.read(path), self.keys)
        except Broken as fault:
            if fault.why != "other-key":
                raise
            self.notes.append(f"{path}: signed by key {fault.detail}, not enclosed")
            return
        pdf = path[: -len(".jws")] + ".pdf"
        if json.loads(payload)["document"]["sha256"] != self.known().get(pdf):
            raise Broken("pdf")

    def check_result(self, path: str) -> None:
        """A result was made of footage and a survey this bundle names."""
        versions, known = self.json(path)["versions"], set(self.known().values())
        for name in ("clip_sha256", "scene_sha256"):
            if name in versions and versions[name] not in known:
                raise Broken("source", name)

    def check_stamp(self, roots: bytes | None) -> None:
        """A third party's clock vouches for the head's signature."""
        if not roots:
            self.notes.append(f"{STAMP}: not checked; --stamp-roots names whom to trust")
            return
        try:
            import rfc3161_client as rfc3161  # noqa: PLC0415 - optional
        except ImportError:
            self.notes.append(f"{STAMP}: not checked; it needs the package rfc3161-client")
            return
        verifier = rfc3161.VerifierBuilder()
        for one in load_pem_x509_certificates(roots):
            root = one.subject == one.issuer
            add = verifier.add_root_certificate if root else verifier.add_intermediate_certificate
            verifier = add(one)
        try:
            stamp = rfc3161.decode_timestamp_response(self.read(STAMP))
            verifier.build().verify_message(stamp, self.read(HEAD))
        except (ValueError, rfc3161.VerificationError) as fault:
            raise Broken("stamp", str(fault)) from fault
        self.notes.append(f"{STAMP}: stamped at {stamp.tst_info.gen_time.isoformat()}")

    def known(self) -> dict[str, str]:
        """Hashes by path, of what is here and of what was not given."""
        everything = self.manifest["parts"] + self.manifest["withheld"]
        return {part["path"]: part["sha256"] for part in everything}


def verify(
    path: Path, key: str | None = None, roots: bytes | None = None
) -> tuple[list[Fault], list[str]]:
    """Check one bundle: what is wrong, and notes on what was not checked.

    Raises zipfile.BadZipFile or OSError where there is no bundle to be read.
    """
    with zipfile.ZipFile(path) as archive:
        bundle = Bundle(archive)
        bundle.try_part(KEYS, bundle.check_keys)
        if bundle.keys:
            bundle.try_part(SIGNATURE, bundle.check_signature, key)
        bundle.try_part(MANIFEST, bundle.take_manifest)
        bundle.try_part(MANIFEST, bundle.check_names)
        for part in bundle.manifest.get("parts", []):
            bundle.try_part(str(part["path"]), bundle.check_part, part)
        for name in bundle.sound_parts():
            check_meaning(bundle, name, roots)
        return bundle.faults, bundle.notes


def check_meaning(bundle: Bundle, name: str, roots: bytes | None) -> None:
    """Beyond its bytes: does what the part says fit the others?"""
    if name == HEAD and bundle.keys:
        bundle.try_part(name, bundle.check_head)
    elif name == EXTRACT:
        bundle.try_part(name, bundle.check_entries)
    elif name == STAMP:
        bundle.try_part(name, bundle.check_stamp, roots)
    elif name.startswith("documents/") and name.endswith(".jws") and bundle.keys:
        bundle.try_part(name, bundle.check_document, name)
    elif name.endswith(("/result.json", "/measurement.json")):
        bundle.try_part(name, bundle.check_result, name)


def main(arguments: list[str] | None = None) -> int:
    """Check the bundle named on the command line; the exit code says how it went."""
    parser = argparse.ArgumentParser(description="Check a bundle of accident evidence, offline.")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--key", help="the key's id as the unit publishes it 公布的公钥指纹")
    parser.add_argument("--stamp-roots", type=Path, help="roots of time stamps, PEM 时间戳根证书")
    given = parser.parse_args(arguments)
    try:
        roots = given.stamp_roots.read_bytes() if given.stamp_roots else None
        faults, notes = verify(given.bundle, given.key, roots)
    except (OSError, zipfile.BadZipFile) as fault:
        print(f"this is no bundle 不是证据包: {fault}")
        return NO_BUNDLE
    for part, why, detail in faults:
        english, chinese = WHY[why]
        print(f"WRONG 不符  {part}: {english} {chinese}" + (f" ({detail})" if detail else ""))
    for note in notes:
        print(f"note 说明  {note}")
    print("BROKEN 有不符之处" if faults else "everything holds 全部一致")
    return BROKEN if faults else HOLDS


if __name__ == "__main__":
    sys.exit(main())
