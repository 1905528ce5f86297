"""Makes the pictures of README.md: serves the demo, lets its day pass quickly, and shoots four pages.

Look at them before you commit them: `bin/bench pictures`, then docs/images/.
"""

import os
import re
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from openspace.config import Limits
from tests.support.chromium import chromium_path
from tests.support.process import Program, free_port
from tests.support.server import KEY, PYTHON, ROOT, Server, serving

INTO = ROOT / "docs" / "images"
ADDRESS = "http://openspace.example"
HASTE = 30
NOTES = 30
MOST_BYTES = 150_000
PHONE = {"width": 390, "height": 844}


class Demo(Program):
    """The demo's people, who talk to the server at `url`."""

    def __init__(self, folder: Path, url: str) -> None:
        # Where it is ten in the morning, whenever this runs.
        zone = f"Etc/GMT{min(datetime.now(UTC).hour - 10, 12):+}"
        environ = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": zone}
        super().__init__(folder, free_port(), environ)
        self._url = url

    def command(self) -> list[str]:
        options = ("--url", self._url, "--server-key", KEY, "--haste", HASTE)
        return [str(part) for part in (*PYTHON, "openspace.demo", *options)]

    def answers(self) -> bool:
        return True


def main() -> None:
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        limits = Limits.none().as_environ()
        with serving(folder, "--server-key", KEY, "--public-url", ADDRESS, **limits) as server:
            demo = Demo(folder / "demo", server.url)
            demo.folder.mkdir()
            demo.start()
            try:
                code = played(server)
                browser = playwright.chromium.launch(
                    executable_path=chromium_path(), args=["--no-sandbox"]
                )
                shoot(browser, f"{server.url}/{code}")
                browser.close()
            finally:
                demo.kill()


def played(server: Server) -> str:
    """Wait until the demo's sessions have notes. Return the gathering's code."""
    while True:
        time.sleep(1)
        front = server.asks_for("GET", "/").text
        found = re.search(r'class="gathering__title" href="/(\w+)"', front)
        if not found:
            continue
        tables = server.get(f"/api/{found[1]}/state")["tables"]
        if len(tables["notes"]) >= NOTES:
            return found[1]


def shoot(browser: Browser, url: str) -> None:
    wall = browser.new_page(viewport={"width": 1920, "height": 1080})
    wall.goto(f"{url}/wall")
    save(wall, "wall")

    phone = browser.new_context(viewport=PHONE, device_scale_factor=2).new_page()  # type: ignore[arg-type]
    phone.goto(url)
    phone.get_by_label("Your name").fill("Kim")
    phone.get_by_role("button", name="Join").click()
    phone.get_by_role("navigation", name="Views").get_by_role("button", name="Wall").click()
    phone.get_by_role("button", name="Put this news away").click()
    save(phone, "phone")
    phone.goto(f"{url}/s/1A")
    phone.locator(".note").first.wait_for()
    save(phone, "session")

    book = browser.new_page(viewport={"width": 820, "height": 1060})
    book.goto(f"{url}/proceedings")
    reports = book.get_by_role("heading", name="Reports", exact=True)
    reports.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 40)")
    save(book, "book")


def save(page: Page, name: str) -> None:
    """Save what the page shows as a PNG of few colours."""
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(1500)
    file = INTO / f"{name}.png"
    page.screenshot(path=file)
    for colours in (256, 128, 64):
        Image.open(file).convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(
            file.with_suffix(".small.png"), optimize=True
        )
        if file.with_suffix(".small.png").stat().st_size <= MOST_BYTES:
            break
    file.with_suffix(".small.png").replace(file)
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1000:.0f} kB", file=sys.stderr)


if __name__ == "__main__":
    main()
