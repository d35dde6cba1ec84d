"""Types that stop mix-ups: clocks, planes, uncertainty, identifiers.

In: numbers from anywhere. Out: numbers that know their unit, frame and doubt.
"""
