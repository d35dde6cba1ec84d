"""Accuracy, time and memory of the whole analysis, measured against truth and against decoding."""
