"""The bench of the workers' tests serves the drills too."""

from tests.workers.conftest import bench, served

__all__ = ["bench", "served"]
