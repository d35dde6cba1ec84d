"""One mixed case per file; it sees facts and the findings of the rules, nothing else."""
