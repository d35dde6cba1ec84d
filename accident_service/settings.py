"""Everything the service can be told from outside, read once from the environment.

The defaults are the embedded service on one machine: SQLite, a queue server of its own and
folders below `data_dir`. Production differs by these variables alone.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

from accident_service.environment import PREFIX, Given

# Folders and files that are named only where they are wanted.
FILES_IF_ANY = (
    "anchors",
    "dispatch",
    "preservation",
    "messenger",
    "messages_file",
    "networks_dir",
    "public_holidays",
    "retention",
    "sources",
    "traffic_counts",
    "unit_certificate",
    "webhooks",
)
HIGHEST_PORT = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What was set. Every field is the variable ACCIDENT_SERVICE_<FIELD IN CAPITALS>.

    `redis_url` empty means: start and use the bundled queue server. `database_url` empty
    means SQLite in `data_dir`. Sites, rule packs and recordings lie below
    `data_dir` unless set.
    """

    data_dir: Path
    database_url: str
    redis_url: str
    sites_dir: Path
    rule_packs_dir: Path  # a city's rule packs, one TOML file each
    rule_pack: str  # the id of the one that holds unless a site names another
    recordings: tuple[tuple[str, Path], ...]  # (network or "*", folder)
    host: str
    port: int
    public_url: str
    secure_cookies: bool
    demo: bool
    codes_file: str  # where drivers' one-time codes are written; empty: to the terminal
    lease_s: float
    attempts_at_most: int
    worker_count: int
    web_process_count: int
    web_thread_count: int
    analysis_wall_s: float
    analysis_memory_mb: int
    networks_dir: Path | None  # where networks for the extra `openvino` lie, if any
    public_holidays: Path | None  # the years' days off, in place of those this version knows
    retention: Path | None  # for how long closed cases are kept, where not as this version says
    messenger: Path | None  # the way to people's phones: a TOML file, see adapters/notices
    traffic_counts: Path | None  # vehicles a day past each section of road, as CSV
    preservation: Path | None  # the way to who keeps recordings: a TOML file like dispatch's
    dispatch: Path | None  # the way to who drives to the scene: a TOML file, see adapters/dispatch
    messages_file: Path | None  # else where messages are written; unset: to the terminal
    map_tiles: str  # a map background's address with {z}, {x}, {y}; empty: our own roads alone
    client_certificate_header: str  # in which a proxy hands on a client's certificate; see README
    anchors: Path | None  # where signed heads of the ledger go: TOML, see adapters/anchors
    webhooks: Path | None  # where announcements may go besides the internet: a TOML file
    sources: Path | None  # where recordings are fetched from: TOML, see adapters/clip_sources
    unit_certificate: Path | None  # the unit's key and certificates as PEM; else self-made

    @classmethod
    def from_environment(
        cls,
        environment: Mapping[str, str] | None = None,
        *,
        overrides: Mapping[str, object] | None = None,
    ) -> Self:
        """The settings in `environment`, or in this process's own.

        Args:
            overrides: What a command line says, by variable without prefix; None says nothing.

        Raises:
            InvalidSettings: A variable is unknown or unusable; it is named, and what is accepted.
        """
        given = _given(environment, overrides or {})
        given.refuse_unknown(frozenset(field.name for field in fields(cls)))
        data_dir = given.folder("data_dir", Path("var"))
        host, port = given.text("host", "127.0.0.1"), given.whole("port", 8000, 1, HIGHEST_PORT)
        public_url = given.url("public_url", f"http://{host}:{port}")
        over_tls = public_url.startswith("https:")
        return cls(
            data_dir=data_dir,
            database_url=given.text("database_url", ""),
            redis_url=given.text("redis_url", ""),
            sites_dir=given.folder("sites_dir", data_dir / "sites"),
            rule_packs_dir=given.folder("rule_packs_dir", data_dir / "rule_packs"),
            rule_pack=given.text("rule_pack", "national"),
            recordings=given.folders_by_network("recordings", data_dir / "recordings"),
            host=host,
            port=port,
            public_url=public_url,
            secure_cookies=given.yes_or_no("secure_cookies", default=over_tls),
            demo=given.yes_or_no("demo", default=False),
            codes_file=given.text("codes_file", ""),
            lease_s=given.seconds("lease_s", 60.0),
            attempts_at_most=given.whole("attempts_at_most", 5, 1, 100),
            worker_count=given.whole("worker_count", 2, 0, 256),
            web_process_count=given.whole("web_process_count", 1, 1, 64),
            web_thread_count=given.whole("web_thread_count", 8, 1, 256),
            analysis_wall_s=given.seconds("analysis_wall_s", 1800.0),
            analysis_memory_mb=given.whole("analysis_memory_mb", 4096, 256, 1_048_576),
            map_tiles=given.tiles("map_tiles"),
            client_certificate_header=given.text("client_certificate_header", ""),
            **given.paths_if_any(*FILES_IF_ANY),
        )

    def environment_for_children(self) -> dict[str, str]:
        """This process's environment with these settings, for a process it starts."""
        return dict(os.environ) | {
            PREFIX + field.name.upper(): _written(getattr(self, field.name))
            for field in fields(self)
        }

    @property
    def ledger_url(self) -> str:
        """Where the ledger is: `database_url`, or the SQLite file of the embedded default."""
        return self.database_url or f"sqlite:///{self.data_dir / 'ledger.sqlite3'}"

    @property
    def queue_is_embedded(self) -> bool:
        """Does this service run its own queue server?"""
        return not self.redis_url

    @property
    def queue_folder(self) -> Path:
        """Where the embedded queue server keeps its log and socket."""
        return self.data_dir / "queue"

    @property
    def sandbox_folder(self) -> Path:
        """Where the samples for insurers lie, if there are any: a ledger and blobs of their own."""
        return self.data_dir / "sandbox"

    @property
    def blob_folder(self) -> Path:
        """Where sealed clips, exhibits and documents are kept."""
        return self.data_dir / "blobs"

    @property
    def arrival_folder(self) -> Path:
        """Where recordings lie between their arrival and their seal."""
        return self.data_dir / "arrivals"

    @property
    def upload_folder(self) -> Path:
        """Where photographs wait on their way into a case; shared by all web hosts."""
        return self.data_dir / "uploads"

    @property
    def frame_folder(self) -> Path:
        """Where pictures cut out of clips lie until they are looked at again."""
        return self.data_dir / "frames"

    @property
    def key_folder(self) -> Path:
        """Where the secrets made on the first start are kept, readable by the owner only."""
        return self.data_dir / "keys"


def secret_variable(name: str) -> str | None:
    """A variable that a file of settings names as the place of a secret."""
    return os.environ.get(name)


def _given(environment: Mapping[str, str] | None, overrides: Mapping[str, object]) -> Given:
    said = {PREFIX + name: str(value) for name, value in overrides.items() if value is not None}
    return Given({**(os.environ if environment is None else environment), **said})


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return os.pathsep.join(f"{network}={folder}" for network, folder in value)
    return "" if value is None else str(value)
