"""Renders books in other processes, once each, and caches them until something changes."""
