"""The ledger stores gatherings: their log of changes, their rows, host keys, receipts and photos.

`port.py` declares the interface. `sqlite/` and `memory.py` implement it and pass the same test suite.
"""
