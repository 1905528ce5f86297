"""A real server in a process of its own, and a Chromium per file of browser tests."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from openspace.config import Limits
from tests.browser.phones import PHONE, Gathering
from tests.browser.served import SERVER_KEY, Served

FASTER_THAN_HANDS = Limits.none().as_environ()
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    port = free_port()
    command = [
        *(sys.executable, "-c", "from openspace.cli.main import main; main()", "serve"),
        *("--host", "127.0.0.1", "--port", str(port), "--server-key", SERVER_KEY),
        *("--db", str(folder / "sessions.db")),
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, **FASTER_THAN_HANDS}
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process, folder / "log")
        yield Served(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(timeout=15)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Ends with its file: Playwright's loop runs in this thread, where other tests begin their own."""
    found = os.environ.get("OPENSPACE_CHROMIUM")
    installed = found or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=installed, args=QUIET)
        except Error as error:
            if found:
                raise
            pytest.skip(f"no Chromium here (bin/test gets one): {error.message.splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture
def gathering(served: Served) -> Gathering:
    return Gathering(served)


@pytest.fixture
def phone(chromium: Browser, gathering: Gathering) -> Iterator[Callable[..., Page]]:
    """A new phone, joined unless told otherwise; its errors fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(joined: bool = True, name: str = "", **options: Any) -> Page:
        context = chromium.new_context(viewport=PHONE, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: is_refusal(said.text) and errors.append(said.text))
        if joined:
            page.goto(gathering.url)
            page.get_by_label("Your name").fill(name)
            page.get_by_role("button", name="Join").click()
            expect(page.get_by_role("heading", name="The wall")).to_be_visible()
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def is_refusal(said: str) -> bool:
    """Whether the browser says that the content policy forbids something."""
    return "Refused to" in said or "Content Security Policy" in said or "TrustedHTML" in said


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(150):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text()}")
