"""What the parent asks of a joining child, and what it is told, as files both understand."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from accident_service.adapters.analysis_request import ChildLimits

# Copying packets needs little memory; hours of recording need time and room.
JOIN_LIMITS = ChildLimits(
    memory_bytes=2 * 2**30, cpu_s=1800, wall_s=3600.0, file_bytes=16 * 2**30, open_files=64
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartToJoin:
    """One recording; `from_s` counts from the start of the first part, by the camera's clock."""

    path: Path
    from_s: float
    precision_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinRequest:
    """Which recordings to join, what of them to keep, and where to write it."""

    parts: tuple[PartToJoin, ...]
    keep_from_s: float
    keep_to_s: float
    comment: str
    out: Path  # the video
    told: Path  # the span it covers, as JSON
    parent_pid: int
    child_limits: ChildLimits = field(default=JOIN_LIMITS)

    def to_json(self) -> str:
        """The request as text."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> "JoinRequest":
        """The request a parent wrote; anything else is a mistake in this program."""
        fields = json.loads(text)
        return cls(
            parts=tuple(
                PartToJoin(
                    path=Path(one["path"]), from_s=one["from_s"], precision_s=one["precision_s"]
                )
                for one in fields["parts"]
            ),
            keep_from_s=fields["keep_from_s"],
            keep_to_s=fields["keep_to_s"],
            comment=fields["comment"],
            out=Path(fields["out"]),
            told=Path(fields["told"]),
            parent_pid=fields["parent_pid"],
            child_limits=ChildLimits(**fields["child_limits"]),
        )
