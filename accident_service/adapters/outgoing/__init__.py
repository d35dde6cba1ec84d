"""The only way this service connects to addresses that somebody gave it.

An address is judged by its structure first (`allowed`), then by what its name resolves to
(`reach`); the connection goes to the very address that was judged, and no redirect is
followed. Use `exchange` for short requests and `download` for recordings.
"""
