"""Pictures of an accident for its parties: everybody else unrecognisable in the pixels."""
