"""Door 2: the insurers' API."""
