"""Exact pictures of sealed clips, cut for people to look at, each proven to be the analysed one."""
