"""A clip's timing as the `timing` of an accident-analysis/1 document, and back."""

from accident_service.adapters.document_numbers import Json, moment, rounded
from accident_service.adapters.fields import Fields
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.result import TimingSummary
from accident_service.reconstruction.timing.clock.burnt_in_clock import (
    BurntInClock,
    ClockStanding,
)
from accident_service.reconstruction.timing.rate import RateFinding, RateStanding
from accident_service.reconstruction.timing.scene_cuts import SceneSpan


def timing_record(timing: TimingSummary) -> Json:
    """The clip's clock in the document."""
    share = timing.decoded_share
    return {
        "frame_count": timing.frame_count,
        "declared_frame_count": timing.declared_frame_count,
        "decoded_share": None if share is None else rounded(share),
        "duration_s": moment(timing.duration_s),
        "median_interval_s": moment(timing.median_interval_s),
        "longest_gap_s": moment(timing.longest_gap_s),
        "duplicate_count": timing.duplicate_count,
        "out_of_order_count": timing.out_of_order_count,
        "foreign_count": timing.foreign_count,
        "regular": timing.regular,
        "picture_sigma_s": moment(timing.picture_sigma_s),
        "scenes": [_scene_record(span) for span in timing.scenes],
        "measured_scene": timing.measured_scene,
        "rate": _rate_record(timing.rate),
        "burnt_in_clock": _clock_record(timing.clock),
    }


def timing_of(fields: Fields) -> TimingSummary:
    """The clip's clock, as a document says it; raises InvalidSite."""

    def count(name: str) -> int:
        return int(fields.number(name, low=0)) if fields.has(name) else 0

    def seconds(name: str) -> float:
        return fields.number(name, low=0) if fields.has(name) else 0.0

    return TimingSummary(
        frame_count=int(fields.number("frame_count", low=0)),
        declared_frame_count=count("declared_frame_count")
        if fields.has("declared_frame_count")
        else None,
        duration_s=fields.number("duration_s", low=0),
        median_interval_s=fields.number("median_interval_s", low=0),
        longest_gap_s=fields.number("longest_gap_s", low=0),
        duplicate_count=int(fields.number("duplicate_count", low=0)),
        regular=bool(fields.truth("regular")),
        out_of_order_count=int(fields.number("out_of_order_count", low=0)),
        foreign_count=count("foreign_count"),
        picture_sigma_s=seconds("picture_sigma_s"),
        scenes=tuple(_scene_of(span) for span in fields.each("scenes"))
        if fields.has("scenes")
        else (),
        measured_scene=count("measured_scene"),
        rate=_rate_of(fields.within("rate")) if fields.has("rate") else RateFinding(),
        clock=_clock_of(fields.within("burnt_in_clock"))
        if fields.has("burnt_in_clock")
        else BurntInClock(),
    )


def _scene_record(span: SceneSpan) -> Json:
    return {
        "from_s": moment(span.from_s),
        "to_s": moment(span.to_s),
        "picture_count": span.picture_count,
    }


def _scene_of(span: Fields) -> SceneSpan:
    return SceneSpan(
        from_s=span.number("from_s", low=0),
        to_s=span.number("to_s", low=0),
        picture_count=int(span.number("picture_count", low=0)),
    )


def _rate_record(rate: RateFinding) -> Json:
    other = rate.true_s_per_clip_s
    return {
        "standing": rate.standing.value,
        "relative_sigma": moment(rate.sigma),
        "true_s_per_clip_s": None if other is None else moment(other),
    }


def _rate_of(fields: Fields) -> RateFinding:
    return RateFinding(
        standing=fields.one_of("standing", RateStanding),
        sigma=fields.number("relative_sigma", low=0),
        true_s_per_clip_s=fields.number("true_s_per_clip_s", low=0)
        if fields.has("true_s_per_clip_s")
        else None,
    )


def _clock_record(clock: BurntInClock) -> Json:
    return {
        "standing": clock.standing.value,
        "s_per_clip_s": _moments(clock.s_per_clip_s),
        "at_start_s": _moments(clock.at_start_s),
    }


def _clock_of(fields: Fields) -> BurntInClock:
    return BurntInClock(
        standing=fields.one_of("standing", ClockStanding),
        s_per_clip_s=_estimate_of(fields, "s_per_clip_s"),
        at_start_s=_estimate_of(fields, "at_start_s"),
    )


def _moments(estimate: Estimate | None) -> Json | None:
    if estimate is None:
        return None
    return {"value": moment(estimate.value), "sigma": moment(estimate.sigma)}


def _estimate_of(fields: Fields, name: str) -> Estimate | None:
    if not fields.has(name):
        return None
    within = fields.within(name)
    return Estimate(within.number("value"), within.number("sigma", low=0))
