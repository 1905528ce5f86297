"""The application layer that sockets, pages and the program call: commands, limits, photos, erasure,
maintenance."""
