"""What SQLite and PostgreSQL have in common: the ledger in tables, and the statements on them."""
