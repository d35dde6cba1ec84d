"""A bundle of evidence as one file: a zip whose bytes depend on nothing but its contents."""
