"""Faults made on purpose, bounded and on this machine only: see docs/reliability.md and bench/soak.py."""
