"""Ways to people's phones: the terminal, a file, a mail relay, or a gateway for text messages."""
