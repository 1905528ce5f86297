"""Import and export of whole gatherings: export files, conference schedules, gathering files."""
