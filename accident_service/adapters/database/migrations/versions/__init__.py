"""The changes, in the order their names tell."""
