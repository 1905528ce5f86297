"""The metadata of columns: who sees it, whom it names, whose words it contains
(docs/decisions/0022-catalogue.md).

`tables.py` declares the columns with these marks. A column without any mark is the safest kind: nobody sees
it, an erasure clears it, and no export contains it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints


class Mark(Enum):
    # Visibility of the value.
    PUBLIC = "everybody who sees the row"
    OWNER = "the people whom the row concerns"
    HOST = "the host"
    HANDED_OUT = "nobody; the host's export has it"
    KEPT = "nobody; only the operator's complete export has it"
    # The person that the value identifies: it is a person's id.
    WHOSE = "a person whom the row concerns, its owner"
    BY = "somebody who did something"
    SHOWN = "the person whose name the row shows"
    # The author of the text in it.
    WORDS = "text that the row's owner typed: erased with them, and never shown in an older version"
    HOST_WORDS = "what the host typed"


PUBLIC, OWNER, HOST = Mark.PUBLIC, Mark.OWNER, Mark.HOST
HANDED_OUT, KEPT = Mark.HANDED_OUT, Mark.KEPT
WHOSE, BY, SHOWN = Mark.WHOSE, Mark.BY, Mark.SHOWN
WORDS, HOST_WORDS = Mark.WORDS, Mark.HOST_WORDS

_NAMING = {WHOSE, BY, SHOWN}
_HOLDING = {OWNER, HOST, HANDED_OUT, KEPT, PUBLIC, *_NAMING}


@dataclass(frozen=True)
class Default:
    """The default value in a new row."""

    value: Any


@dataclass(frozen=True)
class Column:
    """`kind` is one of str, int, bool, list and dict; `optional` means that None is allowed too."""

    name: str
    kind: type
    optional: bool
    marks: frozenset[Mark]
    defaults: tuple[Default, ...] = ()

    @property
    def is_marked(self) -> bool:
        """Return whether the column declares where its value may go. The mark for words alone does not."""
        return not self.marks.isdisjoint(_HOLDING)

    @property
    def is_required(self) -> bool:
        """Return whether a new row must give a value."""
        return not (self.defaults or self.optional or self.kind in (bool, list, dict))

    @property
    def default(self) -> Any:
        """Return the value in a new row, and in a cleared column."""
        if self.defaults:
            return self.defaults[0].value
        return None if self.optional else self.kind()

    @property
    def missing(self) -> Any:
        """Return the value in a row that is older than the column."""
        return self.kind() if self.kind in (bool, list, dict) else None

    def accepts(self, value: Any) -> bool:
        if value is None:
            return self.optional
        return isinstance(value, self.kind) and isinstance(value, bool) == (self.kind is bool)


@dataclass(frozen=True)
class Table:
    """The columns of a table, and `added`: the fields that `audience.py` adds for a viewer.

    Derived attributes are computed once, because every row that is shown uses them.
    """

    name: str
    columns: Mapping[str, Column]
    added: Mapping[str, Column] = field(default_factory=dict)

    public: tuple[str, ...] = field(init=False)
    """Columns that everybody sees."""

    for_owner: tuple[str, ...] = field(init=False)
    """Columns that the row's owner sees in addition."""

    for_host: tuple[str, ...] = field(init=False)
    """Columns that the host sees in addition; of a private table, all columns that the host sees."""

    is_private: bool = field(init=False)
    """Whether only the row's owner sees it, and the host only the columns that are marked for them."""

    owners: tuple[str, ...] = field(init=False)
    """The columns with the ids of the people whom the row concerns, its owners."""

    required: frozenset[str] = field(init=False)
    """Columns for which a new row must give a value."""

    defaults: Mapping[str, Any] = field(init=False)
    """Values in a new row, by column. Those in `containers` must be copied."""

    containers: tuple[str, ...] = field(init=False)
    """Columns whose default is a list or a dict."""

    def __post_init__(self) -> None:
        columns = self.columns
        defaults = {name: column.default for name, column in columns.items()}
        derived = {
            "public": self.marked(PUBLIC),
            "for_owner": self.marked(OWNER),
            "for_host": self.marked(HOST),
            "is_private": not self.marked(PUBLIC),
            "owners": self.marked(WHOSE),
            "required": frozenset(name for name, column in columns.items() if column.is_required),
            "defaults": defaults,
            "containers": tuple(
                n for n, value in defaults.items() if isinstance(value, list | dict)
            ),
        }
        # Plain attributes, because properties are slower to read.
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def marked(self, *marks: Mark) -> tuple[str, ...]:
        """Return the names of the columns with any of `marks`, in order."""
        return tuple(n for n, c in self.columns.items() if not c.marks.isdisjoint(marks))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the columns that contain the id of a person other than the row itself."""
        return tuple(name for name in self.marked(*_NAMING) if name != "id")

    @cached_property
    def says_who(self) -> tuple[str, ...]:
        """Return those of `names` that record who did something, without showing the name."""
        return tuple(name for name in self.marked(WHOSE, BY) if name != "id")

    @cached_property
    def shown_names(self) -> tuple[str, ...]:
        return self.marked(SHOWN)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return self.marked(WORDS)

    @cached_property
    def unmarked(self) -> tuple[str, ...]:
        return tuple(name for name, column in self.columns.items() if not column.is_marked)

    @cached_property
    def exported(self) -> tuple[str, ...]:
        """Return the columns in a complete export."""
        return tuple(name for name in self.columns if name not in self.unmarked)

    @cached_property
    def not_for_host(self) -> tuple[str, ...]:
        """Return the columns that the host's export leaves out."""
        return (*self.unmarked, *self.marked(KEPT))

    def cleared(self, names: tuple[str, ...]) -> dict[str, Any]:
        """Return `names` with their values in a new row."""
        return {name: self.columns[name].default for name in names}


def read_table(name: str, declared: type, added: type | None = None) -> Table:
    """Return the table that the TypedDict `declared` describes."""
    return Table(name, _columns(declared), _columns(added) if added else {})


def _columns(declared: type) -> dict[str, Column]:
    hints = get_type_hints(declared, include_extras=True)
    return {name: _column(name, hint) for name, hint in hints.items()}


def _column(name: str, hint: Any) -> Column:
    marks: tuple[Any, ...] = getattr(hint, "__metadata__", ())
    kind = get_args(hint)[0] if marks else hint
    optional = isinstance(kind, UnionType) and NoneType in get_args(kind)
    if optional:
        [kind] = [one for one in get_args(kind) if one is not NoneType]
    return Column(
        name,
        get_origin(kind) or kind,
        optional,
        frozenset(mark for mark in marks if isinstance(mark, Mark)),
        tuple(mark for mark in marks if isinstance(mark, Default)),
    )
