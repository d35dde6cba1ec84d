"""Chapter 5: the case, the officer's decision and the determination."""
