"""Ways to those who keep recordings."""
