"""Chapter 2: which cameras saw it, and what they recorded."""
