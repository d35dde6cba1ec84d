"""Chapter 1: what people tell us."""
