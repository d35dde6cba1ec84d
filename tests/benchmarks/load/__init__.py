"""The whole service under load, in processes of its own: `python -m tests.benchmarks.load`."""
