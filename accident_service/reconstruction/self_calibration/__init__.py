"""The camera nobody surveyed: told from the traffic it watched.

In: outlines of moving vehicles (px). Out: a `CameraModel` in metres of its own making, with
the doubt that leaves, or the reason why the clip cannot tell.
"""
