"""One fact detector per file."""
