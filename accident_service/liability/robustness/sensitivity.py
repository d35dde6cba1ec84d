"""Which single measurement, moved within its own interval, changes the division.

Everything else stays at its best value; one measurement goes to either end of its k = 2
interval. What flips is what an officer should look at, or have measured better.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from accident_service.liability.apportionment import Division
from accident_service.liability.considered import Law
from accident_service.liability.facts.observe import Observation
from accident_service.liability.judge import judge
from accident_service.liability.robustness.worlds import (
    NO_ERRORS,
    VehicleErrors,
    WorldErrors,
    surely_moving,
    world,
)
from accident_service.liability.second_look import Flip, Measurement
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR

OF_VEHICLES = {
    Measurement.POSITION_X: "along",
    Measurement.POSITION_Y: "across",
    Measurement.HEADING: "heading",
    Measurement.SPEED: "speed",
    Measurement.LENGTH: "length",
    Measurement.WIDTH: "width",
}
OF_NUMBERS = frozenset({"length", "width"})


def flips(thin: Observation, law: Law) -> tuple[Flip, ...]:
    """Every measurement of a thinned scene that flips the division by itself, if any does."""
    best = _divided(thin, WorldErrors(vehicles={}), law)
    found = []
    for flip, errors in _one_at_a_time(thin):
        instead = _divided(thin, errors, law)
        if instead != best:
            found.append(replace(flip, instead=tuple(sorted(instead))))
    return tuple(found)


def _divided(thin: Observation, errors: WorldErrors, law: Law) -> Division:
    return judge(world(thin, errors), law).apportionment.division


def _one_at_a_time(thin: Observation) -> Iterator[tuple[Flip, WorldErrors]]:
    for sigmas in (-COVERAGE_FACTOR, COVERAGE_FACTOR):
        for party in thin.collision.tracks:
            for measurement, name in OF_VEHICLES.items():
                yield (
                    Flip(measurement=measurement, party=party, sigmas=sigmas, instead=()),
                    WorldErrors(vehicles={party: _moved(thin, party, name, sigmas)}),
                )
        yield (
            Flip(measurement=Measurement.CONTACT_TIME, party=None, sigmas=sigmas, instead=()),
            WorldErrors(vehicles={}, contact_time=sigmas),
        )
        if thin.signals.clock_sigma_s > 0:
            yield (
                Flip(measurement=Measurement.SIGNAL_CLOCK, party=None, sigmas=sigmas, instead=()),
                WorldErrors(vehicles={}, signal_clock=sigmas),
            )


def _moved(thin: Observation, party: TrackId, name: str, sigmas: float) -> VehicleErrors:
    value = sigmas if name in OF_NUMBERS else np.full(1, sigmas)
    if name == "speed":
        value = sigmas * surely_moving(thin.trajectory(party))
    return replace(NO_ERRORS, **{name: value})  # type: ignore[arg-type]  # number or row, by name
