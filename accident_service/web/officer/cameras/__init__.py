"""The cameras: where they look, how well, how they are surveyed, and where one more would pay."""
