"""The model of a gathering and its rules: pure Python without I/O or clock, and without imports from other
packages."""
