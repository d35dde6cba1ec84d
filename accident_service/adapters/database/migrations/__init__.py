"""The schema's history: one file per change, each with its way back."""
