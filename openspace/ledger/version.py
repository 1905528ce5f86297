"""The version of this program, for the sentence about a store of a newer one."""

from importlib.metadata import PackageNotFoundError, version


def own_version() -> str:
    try:
        return version("openspace")
    except PackageNotFoundError:
        return "from source"
