"""The camera: where it stands and how it sees.

In: survey points (pixel and ground). Out: `CameraModel`, the only door between pixels and metres.
"""
