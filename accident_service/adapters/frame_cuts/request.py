"""What the parent asks of a cutting child, as a file both understand."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from accident_service.adapters.analysis_request import ChildLimits
from accident_service.adapters.clip_probe import ClipLimits

# Looking needs far less than measuring: one stretch of one clip.
CUTTING_LIMITS = ChildLimits(
    memory_bytes=2 * 2**30, cpu_s=120, wall_s=60.0, file_bytes=2**26, open_files=64
)


@dataclass(frozen=True, slots=True)
class WantedPicture:
    """One analysed picture: its number, its time, and the hash its luma must have."""

    index: int
    pts_s: float
    luma_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CutRequest:
    """Some neighbouring pictures of one clip, one of which somebody waits for."""

    clip: Path
    out: Path  # an existing folder
    suffix: str  # ".jpg" or ".png"
    pictures: tuple[WantedPicture, ...]  # in order of time
    asked: int  # the number of the one that is waited for
    parent_pid: int
    child_limits: ChildLimits = CUTTING_LIMITS
    clip_limits: ClipLimits = field(default_factory=ClipLimits)

    def to_json(self) -> str:
        """The request as text."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> "CutRequest":
        """The request a parent wrote; anything else is a mistake in this program."""
        fields = json.loads(text)
        return cls(
            clip=Path(fields["clip"]),
            out=Path(fields["out"]),
            suffix=fields["suffix"],
            pictures=tuple(WantedPicture(**one) for one in fields["pictures"]),
            asked=fields["asked"],
            parent_pid=fields["parent_pid"],
            child_limits=ChildLimits(**fields["child_limits"]),
            clip_limits=ClipLimits(**fields["clip_limits"]),
        )


def file_name(index: int, suffix: str) -> str:
    """What a cut picture is called in its folder."""
    return f"{index:06d}{suffix}"
