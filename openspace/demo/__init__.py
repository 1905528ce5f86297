"""A fictional gathering of a community of practice, played through real sockets at a human pace."""
