"""What a result is held to: whom it must find, how near, and when."""

import numpy as np
from numpy.typing import NDArray

# A determination rests on the parties in these seconds before contact.
BEFORE_S = 3.0
# A track explains a vehicle whose footprint's centre is this near.
MATCH_M = 2.0
# What is less visible than this may be missed.
SEEN = 0.25
# Half the width of a 95 % interval, in sigmas.
K95 = 1.96
Table = NDArray[np.float64]
