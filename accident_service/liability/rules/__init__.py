"""One rule per file; a rule sees facts only."""
