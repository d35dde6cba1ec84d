"""What the parent asks of the child that draws for the parties, as a file both understand."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from accident_service.adapters.analysis_request import ChildLimits
from accident_service.adapters.clip_probe import ClipLimits

INDEX_NAME = "pictures.json"
COPY_NAME = "copy.mp4"


@dataclass(frozen=True, slots=True)
class WantedStill:
    """A moment the officer saw as a still, and what is said of it."""

    pts_s: float
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyPicturesRequest:
    """One analysed clip to draw for both parties.

    `views` is None where it is not known how the camera stood at each picture; `tracks` are the
    vehicles of parties A and B, None where nobody has said whose is whose.
    """

    clip: Path
    scene: Path
    result: Path
    views: Path | None
    out: Path
    tracks: tuple[str, str] | None
    stills: tuple[WantedStill, ...]
    parent_pid: int
    whole_clip: bool = False  # a copy of the whole clip for outside, instead of the pictures
    child_limits: ChildLimits = field(default_factory=ChildLimits)
    clip_limits: ClipLimits = field(default_factory=ClipLimits)

    def to_json(self) -> str:
        """The request as text."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "PartyPicturesRequest":
        """The request a parent wrote; anything else is a mistake in this program."""
        fields = json.loads(text)
        return cls(
            clip=Path(fields["clip"]),
            scene=Path(fields["scene"]),
            result=Path(fields["result"]),
            views=Path(fields["views"]) if fields["views"] else None,
            out=Path(fields["out"]),
            tracks=(fields["tracks"][0], fields["tracks"][1]) if fields["tracks"] else None,
            stills=tuple(WantedStill(**still) for still in fields["stills"]),
            parent_pid=fields["parent_pid"],
            whole_clip=fields["whole_clip"],
            child_limits=ChildLimits(**fields["child_limits"]),
            clip_limits=ClipLimits(**fields["clip_limits"]),
        )
