"""How announcements reach insurers' receivers."""
