"""Everything the service can be told from outside, read once from the environment.

The defaults are the embedded service on one machine: SQLite, a queue server of its own and
folders below `data_dir`. Production differs by these variables alone.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from accident_service.casework.queues import Queue
from accident_service.data_folders import DataFolders
from accident_service.environment import IN_FILE, PREFIX, Given

# Folders and files that are named only where they are wanted.
FILES_IF_ANY = (
    "anchors",
    "dispatch",
    "preservation",
    "messenger",
    "messages_file",
    "metrics_token",
    "networks_dir",
    "oidc",
    "personal_data_keys",
    "public_holidays",
    "retention",
    "sources",
    "traffic_counts",
    "unit_certificate",
    "webhooks",
)
# What is empty unless it is set.
TEXTS_IF_ANY = (
    "blob_key",
    "blob_secret",
    "blob_store",
    "client_certificate_header",
    "codes_file",
    "database_url",
    "redis_url",
)
# On what the service runs; whoever starts one for a trial may want other engines for it.
ENGINES = (
    *("blob_endpoint", "blob_key", "blob_region", "blob_secret", "blob_store"),
    *("database_url", "redis_url"),
)
HIGHEST_PORT = 65_535
MOST_WORKERS = 256  # of one queue, on one host
ONE_EACH = tuple((queue.value, 1) for queue in Queue)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(DataFolders):
    """What was set. Every field is the variable ACCIDENT_SERVICE_<FIELD IN CAPITALS>.

    `redis_url` empty means: start and use the bundled queue server. `database_url` empty
    means SQLite in `data_dir`. Sites, rule packs and recordings lie below
    `data_dir` unless set.
    """

    data_dir: Path
    database_url: str = field(repr=False)  # its password is nobody's to print
    redis_url: str = field(repr=False)
    blob_store: str  # s3://BUCKET/PREFIX; empty: a folder below data_dir
    blob_endpoint: str  # the store's address; empty: the region's own
    blob_region: str
    blob_key: str  # the id of the key the store knows us by
    blob_secret: str  # where that key's secret is: env:NAME or file:/path
    blob_copies_mb: int  # of objects, on this host, for decoders
    sites_dir: Path
    rule_packs_dir: Path  # a city's rule packs, one TOML file each
    rule_pack: str  # the id of the one that holds unless a site names another
    recordings: tuple[tuple[str, Path], ...]  # (network or "*", folder)
    host: str
    port: int
    public_url: str
    secure_cookies: bool
    trusted_proxies: int  # how many of ours stand in front, each naming its caller's address
    demo: bool
    codes_file: str  # where drivers' one-time codes are written; empty: to the terminal
    lease_s: float
    attempts_at_most: int
    workers: tuple[tuple[str, int], ...]  # how many worker processes serve each queue
    web_process_count: int
    web_thread_count: int
    analysis_wall_s: float
    analysis_memory_mb: int
    analysis_cores: int  # of one analysis: two for the shorter wait, one for the most in a day
    networks_dir: Path | None  # where networks for the extra `openvino` lie, if any
    public_holidays: Path | None  # the years' days off, in place of those this version knows
    retention: Path | None  # for how long closed cases are kept, where not as this version says
    messenger: Path | None  # the way to people's phones: a TOML file, see adapters/notices
    traffic_counts: Path | None  # vehicles a day past each section of road, as CSV
    oidc: Path | None  # how officers sign in at the house: a TOML file, see adapters/house_sign_in
    preservation: Path | None  # the way to who keeps recordings: a TOML file like dispatch's
    dispatch: Path | None  # the way to who drives to the scene: a TOML file, see adapters/dispatch
    metrics_token: Path | None  # a file with the bearer token that opens /metrics; unset: closed
    messages_file: Path | None  # else where messages are written; unset: to the terminal
    map_tiles: str  # a map background's address with {z}, {x}, {y}; empty: our own roads alone
    client_certificate_header: str  # in which a proxy hands on a client's certificate; see README
    anchors: Path | None  # where signed heads of the ledger go: TOML, see adapters/anchors
    personal_data_keys: Path | None  # what personal data are sealed with; else made in data_dir
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
        given.refuse_unknown(frozenset(one.name for one in fields(cls)))
        data_dir = given.folder("data_dir", Path("var"))
        host, port = given.text("host", "127.0.0.1"), given.whole("port", 8000, 1, HIGHEST_PORT)
        public_url = given.url("public_url", f"http://{host}:{port}")
        over_tls = public_url.startswith("https:")
        return cls(
            data_dir=data_dir,
            blob_endpoint=given.url("blob_endpoint", ""),
            blob_region=given.text("blob_region", "us-east-1"),
            sites_dir=given.folder("sites_dir", data_dir / "sites"),
            rule_packs_dir=given.folder("rule_packs_dir", data_dir / "rule_packs"),
            rule_pack=given.text("rule_pack", "national"),
            recordings=given.folders_by_network("recordings", data_dir / "recordings"),
            host=host,
            port=port,
            public_url=public_url,
            secure_cookies=given.yes_or_no("secure_cookies", default=over_tls),
            demo=given.yes_or_no("demo", default=False),
            workers=given.counts("workers", ONE_EACH, most=MOST_WORKERS),
            map_tiles=given.tiles("map_tiles"),
            **_how_much(given),
            **given.texts_if_any(*TEXTS_IF_ANY),
            **given.paths_if_any(*FILES_IF_ANY),
        )

    def environment_for_children(self) -> dict[str, str]:
        """This process's environment with these settings, for a process it starts.

        What is in a file stays there: a child reads it for itself.
        """
        named = {PREFIX + one.name.upper(): one.name for one in fields(self)}
        return (
            dict(os.environ)
            | {
                variable: _written(getattr(self, name))
                for variable, name in named.items()
                if variable + IN_FILE.upper() not in os.environ
            }
            | self._counts_shared()
        )

    def _counts_shared(self) -> dict[str, str]:
        """Where several web processes count together: in memory, which no full disk takes away."""
        if self.web_process_count == 1:
            return {}
        memory = Path("/dev/shm")  # noqa: S108 - emptied at the start, and holds counts only
        folder = memory if memory.is_dir() else self.data_dir
        return {"PROMETHEUS_MULTIPROC_DIR": str(folder / f"accident-service-{self.port}")}

    @property
    def ledger_url(self) -> str:
        """Where the ledger is: `database_url`, or the SQLite file of the embedded default."""
        return self.database_url or f"sqlite:///{self.data_dir / 'ledger.sqlite3'}"

    @property
    def queue_is_embedded(self) -> bool:
        """Does this service run its own queue server?"""
        return not self.redis_url


def secret_variable(name: str) -> str | None:
    """A variable that a file of settings names as the place of a secret."""
    return os.environ.get(name)


def engines_named() -> dict[str, str]:
    """Those variables of this process's environment that name an engine."""
    variables = (PREFIX + name.upper() + end for name in ENGINES for end in ("", IN_FILE.upper()))
    return {variable: os.environ[variable] for variable in variables if variable in os.environ}


def _given(environment: Mapping[str, str] | None, overrides: Mapping[str, object]) -> Given:
    said = {PREFIX + name: str(value) for name, value in overrides.items() if value is not None}
    return Given({**(os.environ if environment is None else environment), **said})


def _how_much(given: Given) -> dict[str, Any]:
    return {
        "blob_copies_mb": given.whole("blob_copies_mb", 10_240, 64, 1_048_576),
        "trusted_proxies": given.whole("trusted_proxies", 0, 0, 5),
        "lease_s": given.seconds("lease_s", 60.0),
        "attempts_at_most": given.whole("attempts_at_most", 5, 1, 100),
        "web_process_count": given.whole("web_process_count", 1, 1, 64),
        "web_thread_count": given.whole("web_thread_count", 8, 1, 256),
        "analysis_wall_s": given.seconds("analysis_wall_s", 1800.0),
        "analysis_memory_mb": given.whole("analysis_memory_mb", 4096, 256, 1_048_576),
        "analysis_cores": given.whole("analysis_cores", 2, 1, 2),
    }


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        between = "," if all(isinstance(last, int) for _, last in value) else os.pathsep
        return between.join(f"{first}={last}" for first, last in value)
    return "" if value is None else str(value)
