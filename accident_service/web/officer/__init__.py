"""What an officer sees: sign-in, the queue, one case, its evidence, the decision."""
