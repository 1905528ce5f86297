"""The ledger stores gatherings and communities: their log of changes, rows, host keys, receipts and photos.

`port*.py` declare the interface. `sqlite/`, `postgres/` and `memory.py` implement it and pass the same tests.
`sql/` is what the first two share.
"""
