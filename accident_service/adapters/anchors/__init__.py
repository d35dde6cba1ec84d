"""Signed heads of the audit ledger on their way out of this service's reach."""
