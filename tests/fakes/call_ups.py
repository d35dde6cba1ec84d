"""An entry of the call-up register."""

from datetime import timedelta

from accident_service.casework.call_up_ports import CallUp
from accident_service.footage.camera import CameraNetwork
from tests.fakes import examples

ENTRY = CallUp(
    at=examples.NOON,
    case=examples.reported_case().id,
    tracking_code="BCDF0001",
    network=CameraNetwork.TRAFFIC,
    site=examples.SITE,
    camera=examples.CAMERA,
    from_at=examples.NOON - timedelta(seconds=30),
    to_at=examples.NOON + timedelta(seconds=30),
    reason="处理道路交通事故",
    unit="示例市公安局交通警察支队一大队",
    name="丙某",
    basis="VID-7、VID-20、VID-16",
    due=True,
)
