"""Every writer: nothing lost, nothing that people typed becomes anything else than text."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from openspace.domain.viewer import HOST
from openspace.proceedings import html, markdown
from openspace.proceedings.book import compile_book
from openspace.proceedings.charts import charts
from openspace.proceedings.contents import Book
from openspace.proceedings.formats import FORMATS
from openspace.proceedings.plain import paragraphs
from openspace.proceedings.report import Note
from tests.proceedings.day import Day, full_day
from tests.support.each_format import EACH_FORMAT

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style></title></main><svg/onload=alert(1)>",
    "[click](javascript:alert(1)) ![x](data:text/html;base64,PHNjcmlwdD4=)",
    "# not a heading\n## nor this\n- nor a list\n1. nor this\n> nor a quote\n---\n===\n    nor code",
    "```\nno fence\n```\n~~~\n<!-- no comment -->",
    "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7}",
    "&lt;b&gt; &amp; &#60;",
    "a | b\n--- | ---\n*bold* _em_ `code` ~~gone~~ [^1] <https://example.org>",
    "]]> --> */ \\",
    "\u202egnihtemos\u202c \u0645\u0631\u062d\u0628\u0627 \U0001f469‍\U0001f469‍\U0001f467 e\u0301\u0302\u0303",
    "=cmd|' /C calc'!A0",
    "x" * 20_000,
    "line one\nline two\n\n\n  indented\n\ttabbed\nlast  ",
]


def hostile_book() -> Book:
    day = Day.opens(title="<b>&</b> {{ title }}", theme="# theme\n</style>", law="*<script>*")
    who = day.joins("<script>Mallory</script>")
    topic = day.calls(
        who, "</h4><script>", convener_name="<script>Mallory</script>", tags=["<i>", "*"]
    )
    session = day.places(who, topic, 0, 0)
    for text in HOSTILE:
        for kind in ("summary", "action", "story"):
            day.notes(who, session, kind, text, initiator_name='"><script>x')
    day.ask(HOST, "edit_gathering", next_gathering=HOSTILE[4])
    return compile_book(day.gathering)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("one", EACH_FORMAT)
def test_format_writes_hostile_and_empty_books(one: object) -> None:
    for book in (hostile_book(), compile_book(Day.opens(rooms=[], slots=[]).gathering)):
        assert FORMATS[one.ending].write(book)  # type: ignore[attr-defined]


@pytest.mark.parametrize("ending", ["html", "md", "json"])
def test_format_holds_every_note_and_every_session(ending: str) -> None:
    book = compile_book(full_day().gathering)

    text = FORMATS[ending].write(book).decode().replace("\\n", " ")

    wanted = [w for r in book.everything for n in r.notes for w in words(n.text)]
    assert set(wanted) <= set(words(text))
    assert "Carers in the room" in text
    assert "Waiting lists" in text


# --- HTML


class Outline(HTMLParser):
    """What a reader of the page meets: tags with their attributes, heading levels, text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_html_makes_no_tag_of_what_people_typed() -> None:
    outline = Outline(html.write(hostile_book()).decode())

    tags = [tag for tag, _ in outline.tags]
    assert not {"script", "img", "b", "i", "iframe"} & set(tags)
    assert tags.count("svg") == len(charts(hostile_book()))
    attributes = {name for _, attrs in outline.tags for name in attrs}
    assert not [name for name in attributes if name.startswith("on") or name == "style"]
    links = [attrs.get("href") or "" for tag, attrs in outline.tags if tag == "a"]
    assert all(link.startswith(("#", "http://", "https://", "mailto:")) for link in links)


def test_html_shows_notes_word_for_word() -> None:
    book = hostile_book()
    shown = "".join(Outline(html.write(book).decode()).text)

    for note in book.reports[0].notes:
        for part in paragraphs(note.text):
            assert part in shown


def test_html_has_landmarks_and_headings_in_order() -> None:
    outline = Outline(html.write(compile_book(full_day().gathering)).decode())
    tags = [tag for tag, _ in outline.tags]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]

    assert {"header", "nav", "main", "footer"} <= set(tags)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert dict(outline.tags[0][1])["lang"] == "en-GB"


def test_html_link_that_was_cut_is_an_address_all_the_same() -> None:
    day = full_day()
    session = next(iter(day.gathering.rows("sessions")))["id"]
    cut = "https://example.org/Security%20Key%2"
    day.notes(day.joins(), session, "quote", f"See {cut}")
    page = html.write(compile_book(day.gathering)).decode()

    assert 'href="https://example.org/Security%20Key%252"' in page


def test_html_contents_lead_to_anchors_that_are_there() -> None:
    outline = Outline(html.write(compile_book(full_day().gathering)).decode())
    ids = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
    links = [attrs["href"] or "" for tag, attrs in outline.tags if tag == "a"]

    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_html_file_asks_nobody_for_anything() -> None:
    outline = Outline(html.write(compile_book(full_day().gathering)).decode())

    assert not [tag for tag, _ in outline.tags if tag in ("link", "script", "iframe")]
    assert "url(" not in html.write(compile_book(full_day().gathering)).decode()


# --- Markdown


def plain(text: str) -> tuple[list[str], str]:
    """Kinds of blocks that a CommonMark reader finds, and the text it shows."""
    kinds, shown = [], []
    for token in MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(text):
        kinds.append(token.type)
        for child in token.children or []:
            kinds.append(child.type)
            shown.append("\n" if child.type in ("softbreak", "hardbreak") else child.content)
        if token.type == "inline":
            shown.append("\n")
    return kinds, "".join(shown)


@given(st.text(max_size=300))
def test_markdown_text_is_only_ever_text(given_text: str) -> None:
    kinds, shown = plain(markdown.text(given_text.replace("\r", "\n").replace("\0", "")))

    assert set(kinds) <= {
        "paragraph_open",
        "inline",
        "text",
        "text_special",
        "hardbreak",
        "paragraph_close",
    }
    assert shown.split() == given_text.replace("\r", "\n").replace("\0", "").split()


@given(st.text(alphabet="#*_-+=>`~[](){}<>!|\\&;:.1a \n\t\"'/$^", max_size=60))
def test_markdown_signs_stay_signs(given_text: str) -> None:
    kinds, shown = plain(markdown.text(given_text))

    assert set(kinds) <= {
        "paragraph_open",
        "inline",
        "text",
        "text_special",
        "hardbreak",
        "paragraph_close",
    }
    assert shown.split() == given_text.split()


@given(st.text(max_size=120))
def test_markdown_heading_holds_any_line(given_text: str) -> None:
    line = "".join(c for c in given_text if c != "\0")
    kinds, shown = plain(f"#### {markdown.line(line)}")

    assert kinds[0] == "heading_open"
    assert "".join(shown.split()) == "".join(line.split())


def test_markdown_book_holds_hostile_notes_word_for_word() -> None:
    book = hostile_book()

    _, shown = plain(markdown.write(book).decode())

    for note in book.reports[0].notes:
        for line in note.text.split("\n"):
            assert " ".join(line.split()) in " ".join(shown.split())


def test_markdown_headings_are_only_the_book_s_own() -> None:
    tokens = MarkdownIt("commonmark").parse(markdown.write(hostile_book()).decode())

    headings = [
        tokens[n + 1].content for n, token in enumerate(tokens) if token.type == "heading_open"
    ]
    assert not [heading for heading in headings if heading.startswith(("not a", "nor"))]
    assert not [
        token for token in tokens if token.type in ("html_block", "fence", "code_block", "hr")
    ]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "https://a b)<c>\n# x"]
)
def test_markdown_links_only_to_web_addresses(url: str) -> None:
    tokens = MarkdownIt("commonmark").parse(markdown.link(url))

    links = [c for t in tokens for c in t.children or [] if c.type == "link_open"]
    assert all(str(link.attrs["href"]).startswith("https://a%20b") for link in links)
    assert len(tokens) == 3


# --- JSON


def test_json_says_what_it_is_and_names_nobody_who_did_not_ask() -> None:
    written = json.loads(FORMATS["json"].write(compile_book(full_day().gathering)))

    assert (written["format"], written["version"]) == ("openspace-proceedings", 1)
    assert (written["called"], written["with_notes"], written["with_report"]) == (4, 3, 1)
    assert [len(report["notes"]) for report in written["reports"]] == [8, 0, 1, 1]
    assert [note.get("by") for note in written["reports"][0]["notes"]] == ["Rosa", *[None] * 7]
    assert "by" not in written["reports"][0]["notes"][1]


def test_json_is_inert_where_a_browser_guesses() -> None:
    written = FORMATS["json"].write(hostile_book())

    assert b"<" not in written
    assert json.loads(written)["reports"][0]["notes"][0]["text"] == HOSTILE[0]


def test_note_without_a_name_has_no_attribution() -> None:
    assert Note("story", "x").attribution == ""
    assert Note("story", "x", by="Rosa").attribution == "— Rosa"
