"""Every document the service issues, worded for its page and for machines.

Each module turns one record of the casefile into a `Paper`: strings by their place on the
page, and the canonical content that is signed. The templates lay out and decide nothing.
"""
