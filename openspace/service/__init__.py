"""What the live server, the pages and the program ask for: commands, limits, photos, erasure, maintenance."""
