"""Ways to those who send somebody to the scene."""
