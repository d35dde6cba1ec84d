"""Pictures for people: stills with the vehicles drawn in, a plan, and curves over time.

In: frames, the camera, trajectories, the road's lines as plain polylines.
Out: PNG and SVG bytes. Nothing is measured here; what is drawn is what was measured.
"""
