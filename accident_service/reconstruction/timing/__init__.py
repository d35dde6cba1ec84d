"""Whether a clip's clock can be believed, told from its pictures and what vouches for it.

In: pictures in order with their container times. Out: repeats, cuts, the burnt-in clock, and
one summary that says what a second on this clip is worth.
"""
