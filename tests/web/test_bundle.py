"""A page's modules as one: the same exports, each module once, and nothing guessed."""

import gzip
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import zopfli.gzip
from flask.testing import FlaskClient

from openspace.languages.catalogues import translations
from openspace.languages.known import EASY, LANGUAGES, SOURCE
from openspace.web.bundle import NotBundled, bundle, bundle_later

STATIC = Path(__file__).parents[2] / "static"
ENTRIES = sorted(str(path.relative_to(STATIC)) for path in STATIC.glob("js/*/main.js"))

MODULES = {
    "js/a/main.js": """
// The entry
import { greet, NAME as name } from "../greet.js"
import shout from "../shout.js"
import { twice } from "../shout.js"
import { even } from "../even.js"
console.log(shout(greet(name)), twice(2), even(7), `a // b`)
import("../later.js").then(({ late }) => console.log(late))
import("./more.js").then(({ more, shout: loud }) => console.log(more(name), loud("x")))
""",
    "js/greet.js": """
import { twice } from "./twice.js"
export const NAME = "Kim"
export const UNUSED = [
    /** Nobody's. */ "unused",
    `<b>
        <i>${NAME}</i>
    </b>`,
]
/** Says
 * hello. */
export function greet(who) {
    return `${twice(1)} times hello, ${who}`
}
""",
    "js/shout.js": """
export { twice } from "./twice.js"
export default function(text) { return text.toUpperCase() }
""",
    "js/twice.js": 'console.log("once"); export function twice(n) { return 2 * n }',
    # These two import each other.
    "js/even.js": """
import { odd } from "./odd.js"
export function even(n) { return n === 0 || odd(n - 1) }
""",
    "js/odd.js": """
import { even } from "./even.js"
export function odd(n) { return n !== 0 && even(n - 1) }
""",
    "js/later.js": 'export const late = "later"',
    "js/a/more.js": """
import { UNUSED } from "../greet.js"
import { twice } from "../twice.js"
import { only } from "./only.js"
export { default as shout } from "../shout.js"
export function more(name) { return `${only}${twice(name.length)}${UNUSED[0]}` }
""",
    "js/a/only.js": 'console.log("only later"); export const only = "!"',
}


def written(folder: Path, modules: dict[str, str]) -> Path:
    for path, code in modules.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(code.replace("; export", "\nexport"))
    return folder


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_bundle_does_what_its_modules_do(tmp_path: Path) -> None:
    root = written(tmp_path, {**MODULES, "package.json": '{"type": "module"}'})

    def run() -> str:
        command = ["node", str(root / "js/a/main.js")]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    apart = run()
    text = bundle(root, "js/a/main.js")
    more = bundle_later(root, "js/a/main.js", "js/a/more.js")
    (root / "js/a/main.js").write_text(text)
    (root / "js/a/more.bundle.js").write_text(more)

    told = ["once", "2 TIMES HELLO, KIM 4 false a // b", "later", "only later", "!6unused X"]
    assert sorted(run().splitlines()) == sorted(apart.splitlines()) == sorted(told)
    assert "hello. */" not in text
    assert "return{NAME,UNUSED,greet}" in text
    assert '"unused",\n`<b><i>${NAME}</i></b>`,' in text
    assert "only later" not in text
    assert "once" not in more


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_page_is_one_module(entry: str) -> None:
    text = bundle(STATIC, entry)

    assert not re.search(r"^\s*(import\s*[{\w]|export\s)", text, re.M)
    assert text.count("const html = htm.bind(h)") == 1


@pytest.mark.parametrize(
    "code",
    [
        'import * as all from "./greet.js"',
        'export * from "./greet.js"',
        "export let changing = 1",
        "console.log(import.meta.url)",
        'import { x } from "elsewhere"',
        'import "./greet.js"',
        'import all, { greet } from "./greet.js"',
        'import("../b/imports.js")',
        'import { a } from "./greet.js"; import("./imports.js"); import { b } from "./imports.js"',
    ],
)
def test_other_ways_of_importing_are_not_guessed(tmp_path: Path, code: str) -> None:
    modules = {
        "js/a/main.js": code,
        "js/a/greet.js": "",
        "js/a/imports.js": 'import { a } from "./greet.js"',
        "js/b/imports.js": 'import { a } from "../a/greet.js"',
    }

    with pytest.raises(NotBundled):
        bundle(written(tmp_path, modules), "js/a/main.js")


def test_what_is_needed_before_it_is_made_is_not_guessed(tmp_path: Path) -> None:
    modules = {
        "js/a/main.js": 'import { b } from "./b.js"\nexport const a = 1',
        "js/a/b.js": 'import { a } from "./main.js"\nexport const b = a',
    }

    with pytest.raises(NotBundled):
        bundle(written(tmp_path, modules), "js/a/main.js")


def test_views_that_nobody_sees_first_come_in_a_file_of_their_own(client: FlaskClient) -> None:
    answer = client.get("/static/v-1/js/phone/later.bundle.js")

    assert answer.text.startswith("import{")
    assert 'from"./main.js"' in answer.text
    assert answer.text.count("const html = htm.bind(h)") == 0
    views = re.findall(r"export \{ (.+) \} from", (STATIC / "js/phone/later.js").read_text())
    assert f"export const{{{','.join(views).replace(' ', '')}}}" in answer.text
    assert client.get("/static/v-1/js/phone/none.bundle.js").status_code == 404
    assert client.get("/static/v-1/js/phone/me.bundle.js").status_code == 404


@pytest.mark.parametrize(
    "language",
    [
        pytest.param(code, marks=() if code == SOURCE.code else pytest.mark.slow)
        for code in LANGUAGES
        if "-X" not in code
    ],
)
def test_first_load_of_the_phone_is_few_and_small(
    client: FlaskClient, opened: dict[str, Any], language: str
) -> None:
    """At most 100 kB compressed with headers, in at most 8 requests beside the page itself; Easy English
    has a style sheet more."""
    gzips = {"Accept-Encoding": "gzip"}
    page = client.get(f"/{opened['code']}?language={language}", headers=gzips)
    html = gzip.decompress(page.data).decode()
    first = re.sub(r'<link rel="apple-touch-icon"[^>]*>', "", html)  # fetched to install the page
    wanted = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', first))

    answers = {address: client.get(address, headers=gzips) for address in wanted}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert len(answers) <= 7 + (language == EASY)  # and the socket's
    heads = [str(answer.headers) for answer in (page, *answers.values())]
    bodies = [answer.data for answer in (page, *answers.values())]
    assert sum(map(len, heads)) + sum(map(len, bodies)) <= 100_000
    for address, answer in answers.items():
        assert "immutable" in answer.headers["Cache-Control"]
        answer.close()
        assert (answer.headers.get("Content-Encoding") == "gzip") == (".woff2" not in address)


def test_pictures_come_only_in_easy_english_and_after_the_first_load(
    client: FlaskClient, opened: dict[str, Any]
) -> None:
    """A script asks for them when the form is there. All of the welcome and the first screens are small."""
    easy, plain = (
        client.get(f"/{opened['code']}?language={one}").text for one in ("en-easy", "en")
    )
    [folder] = re.findall(r'href="(/static/[^"]+)favicon.svg"', easy)
    views = "".join((STATIC / f"js/{name}.js").read_text() for name in ("phone/welcome", "ui/help"))
    names = set(re.findall(r'<\$\{Picture\} of="(\w+)"', views))
    gzips = {"Accept-Encoding": "gzip"}
    answers = [client.get(f"{folder}pictures/{name}.svg", headers=gzips) for name in names]

    assert "css/easy.css" in easy
    assert "css/easy.css" not in plain
    assert "pictures/" not in easy + plain
    assert len(names) >= 8
    assert {answer.status_code for answer in answers} == {200}
    assert sum(len(answer.data) for answer in answers) <= 10_000


def test_no_language_needs_a_second_file_of_the_font() -> None:
    """It would come on top of the first load, because the style sheet asks for it."""
    css = (STATIC / "css/base.css").read_text("utf-8")
    ranges = re.search(r"latin-ext-normal.*?unicode-range: (.*?);", css, re.S)
    assert ranges
    of_the_second = {
        letter
        for first, last in re.findall(r"U\+(\w+)(?:-(\w+))?", ranges[1])
        for letter in map(chr, range(int(first, 16), int(last or first, 16) + 1))
    }
    texts = {code: "".join(sum(translations(code).texts.values(), ())) for code in LANGUAGES}

    assert {code for code, text in texts.items() if of_the_second.intersection(text)} == set()


def test_file_that_is_not_there_is_not_there(client: FlaskClient) -> None:
    for path in ("js/none.js", "../pyproject.toml", "js/../../pyproject.toml", "%2e%2e/x.js"):
        assert client.get(f"/static/v-1/{path}").status_code == 404


def test_bundle_that_no_page_loads_displaces_nothing(client: FlaskClient) -> None:
    """There are thousands of such addresses in all languages, and anybody may ask for them."""
    assert client.get("/static/v-1.cy/js/phone/wall.bundle.js").status_code == 404
    assert client.get("/static/v-1.cy/js/core/clock.bundle.js").status_code == 404

    kept = client.application.extensions["openspace"].render_cache
    assert not kept.holds("static", "cy/js/phone/wall.bundle.js")
    assert not kept.holds("static", "cy/js/core/clock.bundle.js")


def test_file_has_one_address(client: FlaskClient) -> None:
    """Each other one would be compressed and cached again."""
    others = [
        *("v-1/js/./setup/main.js", "v-1/js/setup/x/../main.js", "v-1/./favicon.svg"),
        *("v-1.zz/js/setup/main.js", "v-1./js/setup/main.js"),
    ]

    assert {client.get(f"/static/{other}").status_code for other in others} == {404}
    assert client.get("/static/v-1.cy/js/setup/main.js").status_code == 200


def test_file_is_compressed_once_whatever_version_is_asked_for(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a stranger could have the server compress for ever."""
    compressed = []
    monkeypatch.setattr(
        zopfli.gzip,
        "compress",
        lambda data, **_: compressed.append(data) or gzip.compress(data),
    )

    answers = [client.get(f"/static/v-{nth}/css/door.css") for nth in range(3)]

    assert {answer.status_code for answer in answers} == {200}
    assert len(compressed) == 1
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-cache"}
