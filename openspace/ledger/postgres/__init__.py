"""The store as a database in PostgreSQL, for several machines. It needs the extra `server`."""
