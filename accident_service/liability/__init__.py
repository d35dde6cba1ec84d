"""Chapter 4: trajectories to facts to findings to a proposal."""
