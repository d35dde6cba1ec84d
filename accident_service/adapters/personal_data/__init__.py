"""Personal data in the database is sealed field by field; the keys lie in a file beside it."""
