"""The ledger keeps gatherings: their log of changes, the rows these make, and who holds which key.

`port.py` says what a ledger is; `sqlite/` and `memory.py` are two, held to one suite of tests.
"""
