"""Which source to ask for a camera's recordings, from one TOML file of the operator.

    [internal]                              # what may be connected to besides the internet
    networks = ["10.20.0.0/16"]             # the recorders' own network
    plain = ["frigate.lan:5000"]            # hosts that are asked without TLS

    [network.traffic]                       # public-security, traffic, commercial, or "*"
    kind = "folder"
    root = "/mnt/traffic"
    pattern = "{camera}/{date:%Y-%m-%d}/{hour:%H}/{start:%M.%S}.mp4"
    zone = "Asia/Shanghai"
    length_s = 60

    [camera.south-shop]                     # one camera that has a way of its own, by its id
    kind = "frigate"
    url = "https://frigate.lan:8971"
    user = "accident-service"
    secret = "env:FRIGATE_PASSWORD"

Cameras of networks without a table are looked for in the recordings' folders of the settings.
ACCIDENT_SERVICE_SOURCES names the file, which only the service may read (mode 0600). A secret is
"env:NAME", a variable of the service's environment, or "file:/path"; it is never written out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

from accident_service.adapters.clip_sources.by_network import RecordingsByNetwork
from accident_service.adapters.clip_sources.kinds import recorder_of
from accident_service.adapters.clip_sources.secrets import Lookup
from accident_service.adapters.clip_sources.table import Recorder, SourceTable, Surroundings
from accident_service.adapters.fields import Fields, read_toml
from accident_service.adapters.outgoing.allowed import Allowed
from accident_service.adapters.private_files import demand_closed_to_others
from accident_service.casework.ports import Clock
from accident_service.casework.source_ports import ClipSource
from accident_service.environment import ALL_NETWORKS
from accident_service.errors import AddressRefused, InvalidSettings, InvalidSite
from accident_service.footage.camera import Camera, CameraNetwork

PARTS = frozenset({"internal", "network", "camera"})
NETWORKS = frozenset({*CameraNetwork, ALL_NETWORKS})


@dataclass(frozen=True, slots=True)
class ConfiguredSources:
    """Recorders by camera, by network, and the folders of the settings for the rest."""

    folders: RecordingsByNetwork
    by_network: Mapping[str, Recorder] = field(default_factory=dict)
    by_camera: Mapping[str, Recorder] = field(default_factory=dict)

    def source_of(self, camera: Camera) -> ClipSource:
        """Where to ask for this camera's recordings.

        Raises:
            ClipSourceUnavailable: Nothing is set for it.
        """
        recorder = (
            self.by_camera.get(camera.id)
            or self.by_network.get(camera.network)
            or self.by_network.get(ALL_NETWORKS)
        )
        return recorder.source(camera) if recorder else self.folders.source_of(camera)


@dataclass(frozen=True, slots=True)
class SourcesFile:
    """The operator's file, table by table."""

    path: Path
    lookup: Lookup
    clock: Clock

    def sources(self, folders: RecordingsByNetwork) -> ConfiguredSources:
        """All sources of the file.

        Raises:
            InvalidSettings: It cannot be read, others may read it, or a table is wrong.
        """
        tables = self.tables()
        recorders = {name: self.recorder(name, table) for name, table in tables.items()}
        return ConfiguredSources(
            folders,
            by_network=_of("network.", recorders),
            by_camera=_of("camera.", recorders),
        )

    def tables(self) -> Mapping[str, SourceTable]:
        """Every source's table by its name, such as "network.traffic"; raises as `sources`."""
        tables, faults = self.tables_and_faults()
        if faults:
            raise InvalidSettings(f"{self.path}: {faults[0]}")
        return tables

    def tables_and_faults(self) -> tuple[Mapping[str, SourceTable], tuple[str, ...]]:
        """Every table there is, and all that is wrong beside them.

        Where `internal` cannot be read, the tables are as if nothing were allowed by it.

        Raises:
            InvalidSettings: The file cannot be read, or others may read it.
        """
        try:
            demand_closed_to_others(self.path, "says where recordings are")
            top = read_toml(self.path)
        except (OSError, InvalidSite) as fault:
            raise InvalidSettings(f"{self.path}: {fault}") from fault
        unknown = sorted(set(top.table) - PARTS)
        faults = [
            f"{one} is no field here; there are {', '.join(sorted(PARTS))}" for one in unknown
        ]
        allowed, found = Allowed(ports=None), dict[str, SourceTable]()
        try:
            allowed = allowed_in(top)
        except InvalidSite as fault:
            faults.append(str(fault))
        around = Surroundings(clock=self.clock, allowed=allowed, lookup=self.lookup)
        for part in ("network", "camera"):
            try:
                tables = _tables(top, part)
            except InvalidSite as fault:
                faults.append(str(fault))
                continue
            found |= {f"{part}.{name}": SourceTable(table, around) for name, table in tables}
        return found, tuple(faults)

    def recorder(self, name: str, table: SourceTable) -> Recorder:
        """The recorder of one table; raises as `sources`."""
        part, _, of = name.partition(".")
        if part == "network" and of not in NETWORKS:
            accepted = ", ".join(sorted(NETWORKS))
            raise InvalidSettings(f"{self.path}: there is no network {of}; there are {accepted}")
        try:
            return recorder_of(table)
        except (InvalidSite, AddressRefused, InvalidSettings) as fault:
            raise InvalidSettings(f"{self.path}: {name}: {fault}") from fault


def allowed_in(top: Fields) -> Allowed:
    """What the operator lets this service connect to besides the internet.

    Raises:
        InvalidSite: A network or host is not written as one.
    """
    if not top.has("internal"):
        return Allowed(ports=None)
    inside = top.within("internal")
    networks, plain = (inside.table.get(name, []) for name in ("networks", "plain"))
    if not isinstance(networks, list) or set(inside.table) - {"networks", "plain"}:
        raise inside.refuse("networks", 'a list such as ["10.20.0.0/16"], and besides it `plain`')
    if not isinstance(plain, list) or not all(isinstance(one, str) for one in plain):
        raise inside.refuse("plain", 'a list such as ["frigate.lan:5000"]')
    try:
        parsed = tuple(ip_network(one) for one in networks)
    except ValueError as fault:
        raise inside.refuse("networks", 'a list such as ["10.20.0.0/16"]') from fault
    return Allowed(networks=parsed, plain=frozenset(plain), ports=None)


def _tables(top: Fields, part: str) -> list[tuple[str, Fields]]:
    if not top.has(part):
        return []
    named = top.within(part)
    return [(name, named.within(name)) for name in named.table]


def _of(part: str, recorders: Mapping[str, Recorder]) -> dict[str, Recorder]:
    return {
        name.removeprefix(part): one for name, one in recorders.items() if name.startswith(part)
    }


def sources_from(
    path: Path | None, folders: RecordingsByNetwork, lookup: Lookup, clock: Clock
) -> ConfiguredSources:
    """The operator's sources, and the folders of the settings for the rest; raises as the file."""
    if path is None:
        return ConfiguredSources(folders)
    return SourcesFile(path, lookup, clock).sources(folders)
