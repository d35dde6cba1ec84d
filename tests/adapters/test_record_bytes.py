"""Records come back as they were; what is no record of ours goes nowhere."""

import json
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pytest

from accident_service.adapters.record_bytes import from_bytes, to_bytes
from accident_service.reconstruction.ground.trajectory import VehicleClass
from accident_service.reconstruction.ground.vehicle_shape import CAR, VehicleShape


@dataclass(frozen=True)
class Foreign:
    """A dataclass that is not part of the service."""

    number: int


@pytest.mark.parametrize(
    "value",
    [None, True, 7, -0.1, float("inf"), "道路", [], [1, (2, "x"), [None]], (), VehicleClass.BUS],
)
def test_plain_values_come_back_equal_and_of_their_kind(value: object) -> None:
    again = from_bytes(to_bytes(value))
    assert again == value
    assert type(again) is type(value)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(12.0).reshape(3, 4),
        np.array([[np.nan, np.inf]]),
        np.zeros((0, 2)),
        np.array([True, False]),
        np.arange(24, dtype=np.int16).reshape(2, 3, 4).transpose(2, 0, 1),
    ],
)
def test_arrays_come_back_to_the_bit(array: np.ndarray) -> None:
    again = from_bytes(to_bytes([array]))[0]
    assert again.dtype == array.dtype
    np.testing.assert_array_equal(again, array)


def test_a_record_with_records_and_arrays_comes_back() -> None:
    shape = from_bytes(to_bytes((CAR, np.float64(0.25))))[0]
    assert isinstance(shape, VehicleShape)
    assert shape.vehicle_class is VehicleClass.CAR
    assert shape.cabin == CAR.cabin
    np.testing.assert_array_equal(shape.corners, CAR.corners)


@pytest.mark.parametrize(
    "value", [Foreign(1), {"a": 1}, object(), print, {1}, np.array([object()]), VehicleShape]
)
def test_what_is_no_record_of_ours_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        to_bytes([value])


@pytest.mark.parametrize("name", ["os:system", "accident_service.errors:os", "builtins:print"])
def test_bytes_cannot_call_for_anything_else(name: str) -> None:
    file = BytesIO()
    description = json.dumps(["record", name, {}]).encode()
    np.save(file, np.frombuffer(description, dtype=np.uint8))
    with pytest.raises(TypeError, match="no record of ours"):
        from_bytes(file.getvalue())
