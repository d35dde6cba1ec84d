"""Recordings of parties' own: looked at in a child, made watchable in another."""
