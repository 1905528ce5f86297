"""The process that stands by for books: it answers, says what failed, and is begun anew when it ended."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from openspace.proceedings import html, markdown, pdf
from openspace.proceedings.book import compile_book
from openspace.proceedings.render import worker
from openspace.proceedings.render.worker import RenderProcess, WorkerFailed, render_in_own_process
from tests.proceedings.day import full_day

pytestmark = pytest.mark.slow

BOOK = compile_book(full_day().gathering, "https://example.org")


@pytest.fixture
def bench() -> Iterator[RenderProcess]:
    bench = RenderProcess()
    yield bench
    bench.close()


def test_the_file_is_the_same_as_made_here(bench: RenderProcess) -> None:
    assert bench.make(markdown.write, BOOK) == markdown.write(BOOK)
    assert bench.make(html.page, BOOK) == html.page(BOOK).encode()


def test_it_has_no_setting_of_the_server_that_it_does_not_read(
    bench: RenderProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENSPACE_DB", "OPENSPACE_SERVER_KEY", "PGPASSWORD", "OPENSPACE_FONTS", "OTHER"):
        monkeypatch.setenv(name, "/here")

    assert [bench.make(os.getenv, f"OPENSPACE_{name}", "") for name in ("DB", "SERVER_KEY")] == [
        b"",
        b"",
    ]
    assert bench.make(os.getenv, "PGPASSWORD", "") == b""
    assert [bench.make(os.getenv, name) for name in ("OPENSPACE_FONTS", "OTHER")] == [
        b"/here",
        b"/here",
    ]


def test_what_failed_is_said_and_the_next_is_made(bench: RenderProcess) -> None:
    with pytest.raises(WorkerFailed, match="AttributeError"):
        bench.make(markdown.write, None)
    assert bench.make(markdown.write, BOOK)


def test_one_that_ended_is_begun_anew(bench: RenderProcess) -> None:
    bench.make(markdown.write, BOOK)
    assert bench._process
    bench._process.kill()

    assert bench.make(markdown.write, BOOK)


def test_it_ends_when_its_time_is_over_and_the_next_is_made(bench: RenderProcess) -> None:
    with pytest.raises(WorkerFailed, match=r"0\.5 seconds"):
        bench.make(time.sleep, 30, seconds=0.5)
    assert bench.make(markdown.write, BOOK)


@pytest.fixture
def printer() -> Iterator[RenderProcess]:
    printer = RenderProcess(forks=True)
    yield printer
    printer.close()


def test_one_that_forks_makes_each_file_in_another_process(printer: RenderProcess) -> None:
    made = [int(printer.make(own_id)) for _ in range(3)]

    assert printer._process
    assert len({*made, printer._process.pid, os.getpid()}) == 5


def own_id() -> str:
    return str(os.getpid())


def test_one_that_forks_says_what_failed_and_makes_the_next(printer: RenderProcess) -> None:
    with pytest.raises(WorkerFailed, match="AttributeError"):
        printer.make(markdown.write, None)
    assert printer.make(markdown.write, BOOK) == markdown.write(BOOK)


def test_what_was_forked_ends_when_its_time_is_over(printer: RenderProcess) -> None:
    """Else the server would wait for its answer, because the pipe stays open."""
    with pytest.raises(WorkerFailed, match=r"0\.5 seconds"):
        printer.make(time.sleep, 30, seconds=0.5)
    assert printer.make(markdown.write, BOOK)


def test_a_fork_that_is_killed_is_begun_anew(printer: RenderProcess, tmp_path: Path) -> None:
    assert printer.make(killed_once, tmp_path / "killed") == b"made"


def killed_once(mark: Path) -> str:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "made"


def test_it_ends_when_nobody_asks() -> None:
    given, asking = os.pipe()
    assert not worker.is_asked(given, seconds=0.01)
    os.write(asking, b"task")
    assert worker.is_asked(given, seconds=30)


def test_what_it_wrote_down_goes_with_it_also_when_it_is_killed(bench: RenderProcess) -> None:
    left = Path(bench.make(tempfile.mkdtemp).decode())
    (left / "book.json").write_text("what people said")

    with pytest.raises(WorkerFailed):
        bench.make(time.sleep, 30, seconds=0.5)

    assert not left.parent.exists()


@pytest.mark.parametrize("seconds", [0.01, 0.6, 60])
def test_a_pdf_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with suppress(WorkerFailed):
        render_in_own_process(pdf.make, BOOK, seconds=seconds)

    assert list(tmp_path.iterdir()) == []


def test_it_loads_no_web_server(bench: RenderProcess) -> None:
    bench.make(html.write, BOOK)
    assert bench._process
    maps = Path(f"/proc/{bench._process.pid}/maps")
    if maps.exists():
        assert "greenlet" not in maps.read_text()


def test_what_a_killed_server_left_behind_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, ours, others = (
        tmp_path / f"openspace-{ended.pid}-abc-book",
        tmp_path / f"openspace-{os.getpid()}-abc-book",
        tmp_path / "somebody-1-book",
    )
    for folder in (left, ours, others):
        folder.mkdir()
        (folder / "book.json").write_text("everybody's text")

    worker.remove_leftovers()

    assert not left.exists()
    assert ours.exists()
    assert others.exists()


def test_workers_write_where_the_next_start_sweeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    bench = RenderProcess()
    try:
        bench.make(markdown.write, BOOK)
        assert [one.name.rsplit("-", 2)[0] for one in tmp_path.iterdir()] == [
            f"openspace-{os.getpid()}"
        ]
    finally:
        bench.close()
