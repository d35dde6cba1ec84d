"""What no camera tells and only a person can report of a vehicle.

What a party reports stands beside its account, and an officer weighs it: until the officer
finds it to be so, each counts as not found, and its sentence says no more than that. A vehicle
counts as an emergency vehicle on duty only when an officer says so (lights and siren on, on a
mission).
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.phrasing import Text, vehicle
from accident_service.quantities.identifiers import TrackId

DETECTOR = "reported/1"
TO_BE_REPORTED = {
    FactKind.EMERGENCY_ON_DUTY: Text(
        "为执行紧急任务的特种车辆", "to be an emergency vehicle on duty"
    ),
    FactKind.ROLLED_UNATTENDED: Text("无人驾驶而溜车", "to have rolled with nobody at the wheel"),
    FactKind.STANDING_UNLIT: Text("夜间停车未开灯", "to have stood in the dark without light"),
    FactKind.WITHOUT_WARNING: Text(
        "故障停车未设警告", "to have stood broken down without any warning"
    ),
    FactKind.NO_INDICATOR: Text("未使用转向灯", "to have turned or moved over without indicating"),
    FactKind.DROVE_UNLIT: Text("未开灯行驶", "to have driven without light"),
    FactKind.USED_PHONE: Text("驾驶人使用电话", "to have had a driver on the phone"),
    FactKind.SLOW_IN_FAST_LANE: Text("在快速车道低速行驶", "to have been slow in the fast lane"),
    FactKind.LOAD_UNSAFE: Text("载物不符合规定", "to have carried an unsafe load"),
}


def detect(seen: Observation) -> tuple[Fact, ...]:
    """What no officer has found of either party."""
    return tuple(
        _not_reported(seen, party, kind) for party, _ in seen.pairs for kind in TO_BE_REPORTED
    )


def _not_reported(seen: Observation, party: TrackId, kind: FactKind) -> Fact:
    us, said = vehicle(party), TO_BE_REPORTED[kind]
    return Fact(
        kind=kind,
        party=party,
        truth=Truth.FALSE,
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"民警尚未认定{us.zh}{said.zh}",
        sentence_en=f"No officer has found {us.en} {said.en}",
    )
