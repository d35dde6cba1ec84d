"""What the parent asks of an analysis child, as a file both sides understand."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from accident_service.adapters.clip_probe import ClipLimits

# How the child answers: JSON lines on its standard output.
PROGRESS = "progress"
FAILED = "failed"
FAILED_EXIT_CODE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLimits:
    """What one analysis may use of the machine before it is ended."""

    memory_bytes: int = 4 * 2**30
    cpu_s: int = 1800
    wall_s: float = 1800.0
    file_bytes: int = 2**30
    open_files: int = 64
    cores: int = 2  # two answer sooner, one leaves the other to another analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisRequest:
    """One clip to analyse, where to put the result, and within what limits."""

    clip: Path
    scene: Path | None
    result: Path
    exhibits: Path | None  # an existing folder, or none wanted
    parent_pid: int
    profile: Path | None = None  # where to write what each stage took, if it is wanted
    networks: Path | None = None  # a folder of networks, if there is one
    asked_s: float = 0.0  # the parent's monotonic clock when it asked
    child_limits: ChildLimits = field(default_factory=ChildLimits)
    clip_limits: ClipLimits = field(default_factory=ClipLimits)

    def to_json(self) -> str:
        """The request as text."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> "AnalysisRequest":
        """The request a parent wrote; anything else is a mistake in this program."""
        fields = json.loads(text)
        return cls(
            clip=Path(fields["clip"]),
            scene=Path(fields["scene"]) if fields["scene"] else None,
            result=Path(fields["result"]),
            exhibits=Path(fields["exhibits"]) if fields["exhibits"] else None,
            parent_pid=fields["parent_pid"],
            profile=Path(fields["profile"]) if fields["profile"] else None,
            networks=Path(fields["networks"]) if fields["networks"] else None,
            asked_s=fields["asked_s"],
            child_limits=ChildLimits(**fields["child_limits"]),
            clip_limits=ClipLimits(**fields["clip_limits"]),
        )
