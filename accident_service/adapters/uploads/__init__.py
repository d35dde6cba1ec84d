"""Where photographs wait on their way into a case: how far each has come, and its bytes."""
