"""Finds texts in sources that are outside the catalogues, so that every reader would see them in English."""

import ast
import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[A-Za-zÀ-ž]{2,}")
_SHOWN_ATTRIBUTES = (
    r"(?:aria-label|aria-roledescription|aria-description|placeholder|title|alt|label)"
)
_TEMPLATE_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
_UNSHOWN_BLOCK = re.compile(r"\{% block (body_attributes|orientation) %\}.*?\{% endblock %\}", re.S)
_UNSHOWN = re.compile(r"<(script|style|svg)\b.*?</\1>|<!.*?>", re.S)


def in_template(source: str) -> list[str]:
    """Return the bare texts of a Jinja template."""
    return list(_in_markup(_TEMPLATE_CODE.sub("\0", _UNSHOWN_BLOCK.sub("", source))))


def _in_markup(markup: str) -> Iterator[str]:
    """Yield texts between tags, and those of attributes that are shown or read out. \\0 stands for code."""
    markup = _UNSHOWN.sub("", markup)
    for value in re.findall(rf"\s{_SHOWN_ATTRIBUTES}=\"([^\"]*)\"", markup):
        yield from _with_words(value)
    for text in re.split(r"<[^>]*>", re.sub(r"&#?\w+;", " ", markup)):
        yield from _with_words(text)


def _with_words(text: str) -> Iterator[str]:
    if _WORD.search(text):
        yield " ".join(text.replace("\0", "…").split())


def in_script(source: str) -> list[str]:
    """Return the bare texts of a JavaScript module: in html`…`, and string literals that look like a text."""
    found: list[str] = []
    _Scan(source, found).run()
    return found


_SENTENCE = re.compile(r"[A-Z“][^_]*[a-z]")
_OTHER_STRINGS = re.compile(r"[A-Z][a-zA-Z]*|[A-Z]{2,}.*|Mozilla.*|.*[<>=;].*")
"""Names of keys and events (`ArrowDown`), and code."""


class _Scan:
    """Reads a module once, and follows templates and the expressions in them."""

    def __init__(self, source: str, found: list[str]) -> None:
        self._source, self._found, self._at = source, found, 0

    def run(self) -> None:
        self._code(until="")

    def _code(self, until: str) -> None:
        """Read code to the brace `until`, or to the end of the module."""
        source, depth = self._source, 0
        while self._at < len(source):
            here = source[self._at]
            if source.startswith("//", self._at):
                self._skip_to("\n")
            elif source.startswith("/*", self._at):
                self._skip_to("*/")
            elif here == '"':
                self._string()
            elif here == "`":
                self._template()
            elif here == "/" and self._begins_a_pattern():
                self._pattern()
            else:
                depth += (here == "{") - (here == "}")
                self._at += 1
                if here == "}" and until and depth < 0:
                    return

    def _skip_to(self, end: str) -> None:
        at = self._source.find(end, self._at + 1)
        self._at = len(self._source) if at < 0 else at + len(end)

    def _string(self) -> None:
        literal = re.compile(r'"(?:[^"\\\n]|\\.)*"').match(self._source, self._at)
        assert literal, self._source[self._at : self._at + 40]
        before = self._source[: self._at].rstrip()
        text = literal[0][1:-1]
        is_message = re.search(r"(?<![\w$.])(?:t|tc|tn)\((?:\s*\"(?:[^\"\\]|\\.)*\"\s*,)?$", before)
        is_import = re.search(r"\b(?:from|import|import\()$", before)
        if not (is_message or is_import) and self._is_text(text):
            self._found.append(text)
        self._at = literal.end()

    @staticmethod
    def _is_text(text: str) -> bool:
        return bool(_SENTENCE.match(text)) and not _OTHER_STRINGS.fullmatch(text)

    def _begins_a_pattern(self) -> bool:
        before = self._source[: self._at].rstrip()
        return not before or before[-1] in "(,=:[!&|?{};\n" or before.endswith("return")

    def _pattern(self) -> None:
        found = re.compile(r"/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*").match(
            self._source, self._at
        )
        self._at = found.end() if found else self._at + 1

    def _template(self) -> None:
        tagged = re.search(r"(\w+)$", self._source[: self._at])
        self._at += 1
        parts = []
        begin = self._at
        while self._source[self._at] != "`":
            if self._source[self._at] == "\\":
                self._at += 2
            elif self._source.startswith("${", self._at):
                parts.append(self._source[begin : self._at])
                self._at += 2
                self._code(until="}")
                begin = self._at
            else:
                self._at += 1
        parts.append(self._source[begin : self._at])
        self._at += 1
        text = "\0".join(parts)
        if tagged and tagged[1] == "html":
            self._found.extend(_in_markup(re.sub(r"<(/?)\0", r"<\1x ", text)))
        elif re.search(r"[A-Z“][a-z]+ [a-z]", text):
            self._found.append(text.replace("\0", "…"))


_MARKED = {"_", "N_", "ngettext", "pgettext"}
_NOT_SHOWN = {"debug", "info", "warning", "error", "exception", "add_argument", "getLogger"}
_FOR_PROGRAMMERS = {"ValueError", "RuntimeError", "TypeError", "KeyError", "AssertionError"}


def in_python(source: str, known: Iterable[str]) -> list[str]:
    """Return the constants that look like a sentence and are in no message. `known`: messages of tables."""
    tree, known = ast.parse(source), set(known)
    unshown = {id(part) for node in ast.walk(tree) if _is_unshown(node) for part in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in unshown
        and node.value not in known
        and re.match(r"[A-Z“][^_<{]*[a-z]+ [a-z“]", node.value)
    ]


def _is_unshown(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):  # a docstring
        return isinstance(node.value, ast.Constant)
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in _MARKED | _NOT_SHOWN | _FOR_PROGRAMMERS
