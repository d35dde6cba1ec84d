"""The clock a recorder burns into its pictures: found by its ticking, read by its digits.

In: full pictures with their container times. Out: how many seconds the burnt-in clock went per
second of container time, and what it read; or that there is none that can be read.
"""
