"""Door 1: pages for drivers and officers."""
