"""The ledger in SQL: cases, steps and their attempts, the audit chain, determinations, accounts.

In: a database URL. Out: `SqlLedger` and the door ports, on SQLite or PostgreSQL alike.
"""
