"""Whole gatherings out and in: exports, imports, conference schedules, gathering files."""
