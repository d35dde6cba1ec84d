"""What a driver sees: sign-in by phone, the report, the other driver's account, the case."""
