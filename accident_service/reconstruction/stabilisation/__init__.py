"""The camera's own movement: pole sway, a knock, digital zoom, and pictures free of them.

In: grey pictures of one fixed camera. Out: `Sway`, the camera's pose at each of them, and
the pictures as the camera would have shown them from its usual pose.
"""
