"""When, where and how two vehicles touched, or that they did not.

In: ground trajectories. Out: `CollisionEvent`s in time order, and near misses.
"""
