"""What a doctor looks at: everything the service rests on, one line each, and what to do.

A look reads and asks; it changes nothing, and it tells no secret.
"""
