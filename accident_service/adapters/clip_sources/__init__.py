"""Where recordings are fetched from, one adapter per kind of source."""
