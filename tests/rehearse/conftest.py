import asyncio
import io
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from openspace.config import Limits
from openspace.rehearse.conduct import RehearsalOptions, rehearse
from openspace.rehearse.outcome import Outcome
from openspace.rehearse.progress import Progress
from tests.support.server import SERVE_SOON, serving

HERE = Path(__file__).parent


def _module(path: Path) -> ModuleType:
    spec = spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server that stands for all tests of a file."""
    folder, limits = tmp_path_factory.mktemp("server"), Limits.none().as_environ()
    with serving(folder, program=SERVE_SOON, **limits) as server:
        yield server.url


@pytest.fixture
def play() -> Callable[[RehearsalOptions], Outcome]:
    """Plays a plan to its end."""
    return lambda plan: asyncio.run(rehearse(plan, Progress(io.StringIO())))


@pytest.fixture
def converter():
    """converter("convert_iiw") is that module of bench/."""
    return lambda name: _module(HERE.parent.parent / "bench" / f"{name}.py")
