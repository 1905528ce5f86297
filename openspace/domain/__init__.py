"""What a gathering is and what may happen in it: pure Python, no I/O, no clock, nothing of ours imported."""
