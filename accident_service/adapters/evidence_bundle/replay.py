"""Measure again from the sealed footage, by the recorded scene, and compare byte for byte.

The same version on the same kind of machine gives the same bytes. Where it does not, the
versions that differ are told first: on another one, another result is no wonder.
"""

import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from accident_service.adapters.analyst import ClipRunner, original_of
from accident_service.casefile.case import Case
from accident_service.casework.ports import BlobStore
from accident_service.errors import EvidenceInsufficient, InvalidInput, NotFound

MOST_DIFFERENCES = 20
RESULT = "/result.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What one clip was measured from, as files, and the result that was sealed."""

    name: str
    clip: Path  # named by its hash, as the analysis names it
    scene: Path
    result: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """How measuring again compares; `same` is byte for byte."""

    name: str
    same: bool
    versions: tuple[str, ...] = ()  # that differ, each in words
    differences: tuple[str, ...] = ()  # of the result, the first of them


def replay(recorded: Recorded, runner: ClipRunner, folder: Path) -> Replay:
    """Measure one clip again, in a child process with limits.

    Args:
        folder: An empty one to work in.
    """
    before = json.loads(recorded.result)
    try:
        found = runner.analyse(
            recorded.clip, recorded.scene, folder, exhibits=False, progress=lambda _share: None
        ).result_path.read_bytes()
    except (EvidenceInsufficient, InvalidInput) as refusal:
        return Replay(name=recorded.name, same=False, differences=(f"it now ends: {refusal}",))
    if found == recorded.result:
        return Replay(name=recorded.name, same=True)
    after = json.loads(found)
    old, new = before.pop("versions", {}), after.pop("versions", {})
    told = tuple(islice(differences(before, after), MOST_DIFFERENCES))
    return Replay(
        name=recorded.name,
        same=False,
        versions=tuple(differences(old, new)),
        differences=told if len(told) < MOST_DIFFERENCES else (*told, "…"),
    )


def differences(before: Any, after: Any, path: str = "") -> Iterator[str]:  # noqa: ANN401 - JSON
    """Where two JSON values differ, each place in words."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() | after.keys()):
            below = f"{path}.{name}" if path else name
            yield from differences(before.get(name), after.get(name), below)
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield f"{path}: {len(before)} entries, now {len(after)}"
        for index, (old, new) in enumerate(zip(before, after, strict=False)):
            yield from differences(old, new, f"{path}[{index}]")
    elif before != after:
        yield f"{path}: {before}, now {after}"


@contextmanager
def recorded_in_case(case: Case, blobs: BlobStore, folder: Path) -> Iterator[list[Recorded]]:
    """The clips of a case that were measured; their bytes are checked against their hashes."""
    clips = {clip.id: clip for clip in case.clips}
    with ExitStack() as opened:
        found = []
        for record in case.analyses:
            if record.scene is None:
                continue  # from before the scene was kept
            clip = clips[record.clip]
            scene = folder / f"{record.scene.sha256}.json"
            scene.write_bytes(blobs.open(record.scene))
            found.append(
                Recorded(
                    name=clip.id,
                    clip=opened.enter_context(blobs.local_path(original_of(clip))),
                    scene=scene,
                    result=blobs.open(record.result),
                )
            )
        yield found


def recorded_in_bundle(bundle: Path, folder: Path) -> list[Recorded]:
    """The clips of a bundle that holds their footage, unpacked into `folder`.

    Only names that hashes make are written there, whatever the bundle calls its parts.

    Raises:
        NotFound: Footage or result is not in it, as in bundles for insurers and parties.
    """
    with zipfile.ZipFile(bundle) as archive:
        parts = json.loads(archive.read("manifest.json"))["parts"]
        by_hash = {part["sha256"]: part["path"] for part in parts}
        results = [part["path"] for part in parts if part["path"].endswith(RESULT)]
        if not results:
            raise NotFound("no sealed result is in this bundle; a court's has those there are")
        found = []
        for path in results:
            sealed = archive.read(path)
            versions = json.loads(sealed)["versions"]
            footage = by_hash.get(versions["clip_sha256"])
            scene = by_hash.get(versions["scene_sha256"])
            if footage is None or scene is None:
                raise NotFound(f"the footage of {path} is not in this bundle; a court's has it")
            clip = folder / by_name(versions["clip_sha256"])
            with archive.open(footage) as source, clip.open("wb") as target:
                copyfileobj(source, target)
            kept = folder / f"{by_name(versions['scene_sha256'])}.json"
            kept.write_bytes(archive.read(scene))
            name = path.removesuffix(RESULT).rpartition("/")[2]
            found.append(Recorded(name=name, clip=clip, scene=kept, result=sealed))
        return found


def by_name(sha256: str) -> str:
    """A hash as a file's name; anything else is refused.

    Raises:
        NotFound: It is no hash.
    """
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise NotFound(f"{sha256!r} is no SHA-256")
    return sha256
