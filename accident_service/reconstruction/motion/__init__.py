"""What moved in the image, in pixels only.

In: luma frames. Out: background, flow, masks and image tracks.
"""
