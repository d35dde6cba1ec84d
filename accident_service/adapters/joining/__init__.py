"""Joins and shortens recordings without coding anew, in a child with limits of its own."""
