"""Core dumps: files in which the system keeps the memory of a process that crashed, often for weeks. One of
ours would have the secret of the store, the texts of all gatherings, and what was erased a moment before."""

from contextlib import suppress


def forbid_core_dumps() -> None:
    """Have none of this process, or of those that it starts."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
