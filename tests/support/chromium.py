"""The Chromium that tests and benches drive."""

import os
import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")


def chromium_path() -> str | None:
    """Return the path of a Chromium, or None if Playwright should use its own. bin/test sets the variable."""
    named = os.environ.get("OPENSPACE_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)
