"""One port per file: the outside world, kept out of the story."""
