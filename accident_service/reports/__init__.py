"""Chapter 1: what people tell us.

In: a form, field by field. Out: `AccidentReport`, `Statement`, and where the law sends the case.
"""
