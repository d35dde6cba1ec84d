"""The narrator: one file per step; it talks to the outside through ports only.

In: a form, an officer's act, or a case's id from the queue. Out: the next version of the case.
"""
