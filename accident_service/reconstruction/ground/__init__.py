"""Vehicles as cuboids standing on the road, in metres.

In: image evidence and the camera model. Out: `GroundTrajectory` with sigmas.
"""
