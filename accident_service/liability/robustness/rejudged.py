"""The same contact judged once more in another world."""

from accident_service.liability.apportionment import Apportionment, apportion
from accident_service.liability.considered import Considered, Law, consider
from accident_service.liability.fact import Facts
from accident_service.liability.facts import braking
from accident_service.liability.facts.detect import DETECTORS
from accident_service.liability.facts.observe import Observation
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import TrackId

# When braking began is fitted with its own doubt and divides nothing; it is not fitted anew.
_KEPT = braking
Division = frozenset[tuple[TrackId, Grade]]


def rejudged(there: Observation, law: Law, facts: Facts) -> tuple[Considered, Apportionment]:
    """What the law makes of the contact in a world; `facts` are those of the measurements."""
    told = [fact for detect in DETECTORS if detect is not _KEPT.detect for fact in detect(there)]
    kept = [fact for fact in facts if fact.detector == _KEPT.DETECTOR]
    found = Facts((*told, *kept))
    considered = consider(law, found, there.collision.tracks)
    return considered, apportion(found, considered)


def division(apportionment: Apportionment) -> Division:
    """Who bears what, however firmly; empty where nothing is proposed."""
    return frozenset(apportionment.grades)
