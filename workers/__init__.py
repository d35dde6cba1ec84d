"""RQ processes: each job opens the wiring and calls one step."""
