"""Chapter 3: pixels to trajectories to contact.

In: luma frames with their timestamps, and the camera's survey.
Out: `Reconstruction`: where every vehicle was on the road, with doubt, and what touched.
"""
