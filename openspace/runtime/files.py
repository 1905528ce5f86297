"""How many connections this machine can hold: each is an open file, and a reserve is left for the store."""

import os
import sys
from contextlib import suppress
from pathlib import Path

_RESERVE = 200
"""Files for the store, its snapshots, the book's workers and their pipes."""

_MACOS = 10_240
"""macOS says that there is no limit, and refuses more than this (OPEN_MAX)."""

_UNKNOWN = 512
"""Files where the system has no such limit to ask for, as on Windows: its `select` takes 512."""


def allow_many_files() -> None:
    """Raises the soft limit as far as the system lets us; the usual 256 or 1,024 is below a gathering."""
    with suppress(ImportError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        # A hard limit of "unlimited" is refused on macOS, where only a number is taken.
        for wanted in (hard, _finite(hard)):
            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
                return
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def most_connections(wanted: int, files_each: int = 1) -> int:
    """At most `wanted`, and as many as the soft limit allows when a reserve is left."""
    files = soft_limit()
    return max(1, min(wanted, (files - reserve(files)) // files_each))


def memory() -> int | None:
    """Bytes that programs may still take; None where the system does not say."""
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/meminfo").read_text().splitlines()
        available = next(line for line in lines if line.startswith("MemAvailable:"))
        return int(available.split()[1]) * 1024
    with suppress(OSError, ValueError, AttributeError):
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return None


def reserve(files: int) -> int:
    """Of so many files, how many are kept for other things than connections."""
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
