"""What leaves a vehicle's place open although its outline fits: foot, kind, a look not taken.

Sigmas of a least-squares fit believe in its model. They know nothing of a foot that was never
seen, so that the roof alone holds the place, nor of another kind that would fit nearly as well
half a metre away.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ground.outline_edges import LEAST_STEP, OFFSETS

Array = NDArray[np.float64]

# A body differs from its shape in the same way wherever it is looked at: all finds together tell
# its kind as so many would that are independent.
TELLING_FINDS = 8.0
# Under a body the road is dark from here to the outline, and beyond it is the usual road.
_UNDER, _BEYOND = (OFFSETS > -4.0) & (OFFSETS < 0.0), (OFFSETS > 2.0) & (OFFSETS < 6.0)


@dataclass(frozen=True, slots=True, eq=False)
class PlaceDoubt:
    """What is open of one vehicle's place, beside noise."""

    looked_again: bool  # its outline was looked for in the pictures, not in a mask alone
    foot_untold: float  # share of its foot, where that is in open view, that nothing shows
    kind_variance_m2: Array  # (n or 1, 2), of x and y, by what other kind it may be


UNLOOKED = PlaceDoubt(looked_again=False, foot_untold=0.0, kind_variance_m2=np.zeros((1, 2)))


def foot_untold(light: Array, counted: NDArray[np.bool_]) -> float:
    """The share of a foot that is not seen as one; 1 where none of it is in view.

    A body takes the light from the road below it. Where lamps of its own light the road before
    it, that edge is lost: the road is bright up to some way ahead, and dark nowhere.

    Args:
        light: Light across stretches of the fitted outline beside the empty road's,
            (..., offsets), as from `brightness_across`.
        counted: (...,), the stretches that are foot and in open view.

    Reference:
        S. Zhukov et al., "An ambient light illumination model", 1998 (ambient occlusion).
    """
    counted = counted & np.isfinite(light).all(axis=-1)
    if not counted.any():
        return 1.0
    across = light[counted]
    dark = across[:, _UNDER].min(axis=1) < 1.0 - LEAST_STEP
    usual = across[:, _BEYOND].mean(axis=1) < 1.0 + LEAST_STEP
    return 1.0 - float(np.mean(dark & usual))


def kind_variance_m2(places: Sequence[Array], unlikeliness: Sequence[float]) -> Array:
    """Variance of x and y about the likeliest kind's, (n, 2), over the kinds tried.

    Args:
        places: (n, 2) for each kind.
        unlikeliness: Of each, per find.

    Reference:
        J. Hoeting et al., "Bayesian model averaging: a tutorial", 1999.
    """
    odds = np.exp(-TELLING_FINDS / 2.0 * (np.asarray(unlikeliness) - np.min(unlikeliness)))
    apart = np.stack(places) - places[int(np.argmax(odds))]
    return np.asarray((odds[:, None, None] * apart**2).sum(axis=0) / odds.sum())
