"""The number of connections that this machine can hold. Each is an open file, and some are reserved for the
store."""

import os
import sys
from contextlib import suppress
from pathlib import Path

_RESERVE = 200
"""Files for the store, its snapshots, and the rendering processes with their pipes."""

_MACOS = 10_240
"""macOS reports no limit, but refuses more than this (OPEN_MAX)."""

_UNKNOWN = 512
"""Files if the system has no such limit, like Windows, whose `select` supports 512."""


def allow_many_files() -> None:
    """Raise the soft limit as far as possible. The usual 256 or 1,024 is too low for a gathering."""
    with suppress(ImportError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        # macOS refuses a hard limit of "unlimited", and accepts only a number.
        for wanted in (hard, _finite(hard)):
            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
                return
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def most_connections(wanted: int, files_each: int = 1) -> int:
    """Return how many connections the soft limit allows after the reserve, at most `wanted`."""
    files = soft_limit()
    return max(1, min(wanted, (files - reserve(files)) // files_each))


def memory() -> int | None:
    """Return the bytes of available memory; None if the system does not report it."""
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/meminfo").read_text().splitlines()
        available = next(line for line in lines if line.startswith("MemAvailable:"))
        return int(available.split()[1]) * 1024
    with suppress(OSError, ValueError, AttributeError):
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return None


def reserve(files: int) -> int:
    """Return how many of `files` are reserved for other uses than connections."""
    return min(_RESERVE, files // 4)


def _finite(hard: int) -> int:
    return min(hard, _MACOS) if hard > 0 else _MACOS


def soft_limit() -> int:
    try:
        import resource
    except ImportError:
        return _UNKNOWN
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return soft if soft > 0 else sys.maxsize
