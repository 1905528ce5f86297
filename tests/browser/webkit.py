"""WebKit as Debian packages it, driven by Selenium because Playwright cannot: WebKitGTK is about the newest
Safari, and WPE 2.38 about Safari 16.0, as on an old iPhone."""

import os
import shutil
import signal
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from urllib3.exceptions import HTTPError

from tests.browser.engines import missing

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from selenium import webdriver
    from selenium.common.exceptions import TimeoutException, WebDriverException
    from selenium.webdriver.remote.client_config import ClientConfig
    from selenium.webdriver.remote.file_detector import UselessFileDetector
    from selenium.webdriver.remote.remote_connection import RemoteConnection

PHONE = (390, 844)
_GROUP = {"start_new_session": True}
"""A driver and its browser are a group of processes of their own."""
_LONGEST = 30
"""Seconds that the driver may take to answer. Without a limit, a driver that hangs would hang the test."""

# The tool bar of the window is wider than a phone, unless GTK has other style.
_NARROW = (
    "* { min-width: 0; padding: 0; margin: 0; } button image { -gtk-icon-transform: scale(.5); }"
)

_FIND = """
const [selector, text] = arguments, shown = one => one.getClientRects().length
const name = one => (one.getAttribute("aria-label") || one.innerText || "").replace(/\\s+/g, " ").trim()
const all = [...(document.querySelector("dialog[open]") ?? document).querySelectorAll(selector)].filter(shown)
if (text === null) return all[0]
return all.find(one => name(one) === text) ?? all.find(one => name(one).includes(text))
"""
# The driver clicks at once where an element is, also while it moves.
_AT_REST = """
const [element, done] = arguments
let last = "", same = 0
const look = () => {
  const box = element.getBoundingClientRect()
  if (box.top < 60 || box.bottom > innerHeight - 120) element.scrollIntoView({ block: "center" })
  const now = JSON.stringify(element.getBoundingClientRect())
  same = now === last ? same + 1 : 0
  last = now
  if (same > 2) done()
  else requestAnimationFrame(look)
}
look()
"""
_FIELD = "return arguments[0].control ?? arguments[0].querySelector('input, textarea')"
_TEXT = "return document.body.innerText.replace(/\\s+/g, ' ')"


class Page:
    """A page of WebKit, with the few things that the stories do on it."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        driver.set_script_timeout(30)
        # The browser reads files of this machine. Nothing has to be sent to it first.
        driver.file_detector = UselessFileDetector()

    def open(self, url: str) -> None:
        self.driver.get(url)

    def tap(self, text: str | None, selector: str = "button, a, summary") -> None:
        element = self._find(selector, text)
        self.driver.execute_async_script(_AT_REST, element)
        element.click()

    def fill(self, label: str, text: str) -> None:
        field = self.field(label)
        field.clear()
        field.send_keys(text)

    def field(self, label: str) -> Any:
        return self.driver.execute_script(_FIELD, self._find("label", label))

    def sees(self, text: str, seconds: float = 30) -> None:
        """Wait until the page shows a text."""
        self._until(lambda: text in self.text(), f"“{text}”, but “{{}}”", seconds)

    def loses(self, text: str, seconds: float = 30) -> None:
        """Wait until the page does not show a text any more."""
        self._until(lambda: text not in self.text(), f"no “{text}”, but “{{}}”", seconds)

    def text(self) -> str:
        return str(self.driver.execute_script(_TEXT))

    def is_true(self, script: str) -> None:
        """Wait until a JavaScript expression is true."""
        self._until(
            lambda: self.value(script), f"{script.replace('{', '{{').replace('}', '}}')}: {{}}"
        )

    def value(self, script: str) -> Any:
        return self.driver.execute_script(f"return {script}")

    def resize(self, width: int, height: int) -> None:
        """Make the page that large. The window is larger by its tool bar."""
        self.driver.set_window_size(width, height)
        time.sleep(0.3)
        inner = self.value("[innerWidth, innerHeight]")
        self.driver.set_window_size(2 * width - inner[0], 2 * height - inner[1])
        self.is_true(f"innerWidth === {width}")

    def _find(self, selector: str, text: str | None) -> Any:
        def find() -> Any:
            return self.driver.execute_script(_FIND, selector, text)

        return self._until(find, f"{selector} “{text}” in “{{}}”")

    def _until(self, wanted: Callable[[], Any], what: str, seconds: float = 30) -> Any:
        end = time.monotonic() + seconds
        while not (found := wanted()):
            assert time.monotonic() < end, "never saw " + what.replace("{}", self.text()[:1000])
            time.sleep(0.05)
        return found


@contextmanager
def webkit_gtk(env: dict[str, str], first: str, *arguments: str) -> Iterator[Page]:
    """The newest WebKit, as large as a phone, on the display of `env`. It begins at the address `first`."""
    options = webdriver.WebKitGTKOptions()
    options.binary_location = _program("webkit2gtk-4.*/MiniBrowser", "webkit2gtk-driver")
    for argument in ("--automation", *arguments):
        options.add_argument(argument)
    path = _path("WebKitWebDriver", "webkit2gtk-driver")
    with _driven(
        lambda: webdriver.WebKitGTKService(path, env=env, popen_kw=_GROUP), options, first
    ) as page:
        page.resize(*PHONE)
        yield page


@contextmanager
def webkit_wpe(first: str) -> Iterator[Page]:
    """An old WebKit without a window, 1280 pixels wide."""
    options = webdriver.WPEWebKitOptions()
    options.binary_location = _program("wpe-webkit-1.1/MiniBrowser", "libwpewebkit-1.1-0")
    for argument in ("--automation", "--headless"):
        options.add_argument(argument)
    path = _path("WPEWebDriver", "wpewebkit-driver")
    with _driven(lambda: webdriver.WPEWebKitService(path, popen_kw=_GROUP), options, first) as page:
        yield page


@contextmanager
def display(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of programs that have a screen of their own."""
    (folder / "gtk-3.0").mkdir()
    (folder / "gtk-3.0" / "gtk.css").write_text(_NARROW, "utf-8")
    read, write = os.pipe()
    command = [_path("Xvfb", "xvfb"), "-displayfd", str(write), "-screen", "0", "1940x1200x24"]
    screen = subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    number = os.read(read, 8).decode().strip()
    yield {**os.environ, "DISPLAY": f":{number}", "XDG_CONFIG_HOME": str(folder)}
    screen.terminate()
    screen.wait()
    os.close(read)
    os.close(write)


@contextmanager
def _driven(new_service: Callable[[], Any], options: Any, first: str) -> Iterator[Page]:
    service, driver = _started(new_service, options, first)
    try:
        yield Page(driver)
    finally:
        _end(service, driver)


def _started(new_service: Callable[[], Any], options: Any, first: str) -> tuple[Any, Any]:
    """Start a driver and its browser. On a busy machine, one browser in a hundred never loads a page: then
    start another one."""
    for is_last in (False, False, True):
        service, driver = new_service(), None
        service.start()
        try:
            config = ClientConfig(service.service_url, timeout=_LONGEST)
            driver = webdriver.Remote(RemoteConnection(client_config=config), options=options)
            driver.set_page_load_timeout(_LONGEST / 2)
            driver.get(first)
            return service, driver
        except (TimeoutException, HTTPError):
            _end(service, driver)
            if is_last:
                raise
    raise AssertionError("unreachable")


def _end(service: Any, driver: Any) -> None:
    with suppress(WebDriverException, HTTPError):
        if driver:
            driver.quit()
    group = service.process.pid
    service.stop()
    # A browser that hangs outlives its driver.
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _program(pattern: str, package: str) -> str:
    found = next(Path("/usr/lib").glob(f"*/{pattern}"), None)
    return str(found) if found else missing(package)


def _path(name: str, package: str) -> str:
    return shutil.which(name) or missing(package)
