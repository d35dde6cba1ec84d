"""One contributory fault per file; it sees facts only."""
