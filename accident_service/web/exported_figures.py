"""Figures as Prometheus reads them; every name this service exports stands here with its words."""

from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry, Histogram, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from typing_extensions import override

from accident_service.casework.operating_ports import Measured, VitalSign

HTTP_REQUEST = "accident_http_request_seconds"
WELL = "accident_part_well"

GAUGES = {
    "accident_steps_open": "Attempts waiting or running now",
    "accident_step_longest_wait_seconds": "How long the oldest attempt that is due waits",
    "accident_steps_lease_expired": "Running attempts whose worker has not been heard of in time",
    "accident_steps_in_trouble": "Steps an operator should look at, as their page lists them",
    "accident_step_attempts_last_hour": "Attempts that ended in the last hour, by how they ended",
    "accident_step_run_seconds": "From begin to end of the attempts done in the last hour",
    "accident_queue_waiting": "Attempts that wait for a worker of this queue",
    "accident_queue_urgent_waiting": "Those among them that go before all others",
    "accident_queue_longest_wait_seconds": "How long the oldest of them waits",
    "accident_outbox_due": "Of all that waits, what is kept back while no worker has room for it",
    "accident_outbox_lag_seconds": "How long the oldest of it waits",
    "accident_cases_last_week": "Of the cases filed in the last seven days",
    "accident_fetches_last_day": "Recordings asked of cameras in the last day, by what came of it",
    "accident_clips_measured_last_day": "Recordings measured in the last day",
    "accident_clips_not_measured_last_day": "Recordings that could not be measured, by reason",
    "accident_audit_entries_unsigned": "Entries of the audit ledger after its last signed head",
    "accident_audit_head_age_seconds": "Since the audit ledger's head was signed; 0: never",
    "accident_webhooks_waiting": "Announcements to insurers not yet delivered",
    "accident_webhooks_oldest_seconds": "Since the oldest of them was announced",
    "accident_webhook_endpoints_off": "Insurers' receivers that are switched off",
    "accident_notices_waiting": "Text messages due and not sent",
    "accident_notices_failing": "Those that failed at least once",
    "accident_notices_oldest_seconds": "How long the oldest of them is overdue",
    "accident_room_free_bytes": "Room left where this host writes",
    WELL: "1 while a part the service rests on is well",
}
EXPORTED = frozenset({*GAUGES, *(f"{HTTP_REQUEST}_{end}" for end in ("bucket", "count", "sum"))})

# Kept by each process on its own; where several serve, through files they share (see
# PROMETHEUS_MULTIPROC_DIR, set by whoever starts them).
IN_PROCESS = CollectorRegistry()
REQUEST_SECONDS = Histogram(
    HTTP_REQUEST,
    "From a request's arrival to its answer",
    ("route", "method", "status"),
    registry=IN_PROCESS,
    buckets=(0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 10.0),
)


def exposition(measured: Iterable[Measured], signs: Iterable[VitalSign]) -> bytes:
    """Everything there is to tell, in Prometheus' text format."""
    parts = (Measured(WELL, float(one.well), (("part", one.name),)) for one in signs)
    registry = CollectorRegistry()
    registry.register(_Told((*measured, *parts)))
    return generate_latest(registry) + generate_latest(_requests())


def _requests() -> CollectorRegistry:
    if values.ValueClass is values.MutexValue:
        return IN_PROCESS
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]  # its types are not told
    return shared


class _Told(Collector):
    """Figures that were read for this answer and are forgotten with it."""

    def __init__(self, measured: tuple[Measured, ...]) -> None:
        self._measured = measured

    @override
    def collect(self) -> Iterator[Metric]:
        for name, words in GAUGES.items():
            mine = [one for one in self._measured if one.name == name]
            labels = [label for label, _ in mine[0].labels] if mine else []
            family = GaugeMetricFamily(name, words, labels=labels)
            for one in mine:
                family.add_metric([value for _, value in one.labels], one.value)
            yield family
