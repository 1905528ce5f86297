"""What a column is: who sees it, whom it names, whose words it holds (docs/decisions/0022-catalogue.md).

`tables.py` declares the columns with these marks. A column without any mark is the safest kind: nobody sees
it, an erasure clears it, and no export has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints


class Mark(Enum):
    # Who sees the value.
    PUBLIC = "everybody who sees the row"
    OWNER = "the person whom the row concerns"
    HOST = "the host"
    HANDED_OUT = "nobody; the host's export has it"
    KEPT = "nobody; only the operator's complete export has it"
    # Whom it names: the value is a person's id.
    WHOSE = "the person whom the row concerns, its owner"
    BY = "somebody who did something"
    SHOWN = "the person whose name the row shows"
    # Whose words it holds.
    WORDS = "what the row's owner typed: goes with them, and never stands in an older version"
    HOST_WORDS = "what the host typed"


PUBLIC, OWNER, HOST = Mark.PUBLIC, Mark.OWNER, Mark.HOST
HANDED_OUT, KEPT = Mark.HANDED_OUT, Mark.KEPT
WHOSE, BY, SHOWN = Mark.WHOSE, Mark.BY, Mark.SHOWN
WORDS, HOST_WORDS = Mark.WORDS, Mark.HOST_WORDS

_NAMING = {WHOSE, BY, SHOWN}
_HOLDING = {OWNER, HOST, HANDED_OUT, KEPT, PUBLIC, *_NAMING}


@dataclass(frozen=True)
class Default:
    """The value in a new row that does not say another."""

    value: Any


@dataclass(frozen=True)
class Column:
    """`kind` is one of str, int, bool, list and dict; `optional` says that None may stand there, too."""

    name: str
    kind: type
    optional: bool
    marks: frozenset[Mark]
    defaults: tuple[Default, ...] = ()

    @property
    def is_marked(self) -> bool:
        """Whether it is declared where the value may go. Words alone do not say that."""
        return not self.marks.isdisjoint(_HOLDING)

    @property
    def is_required(self) -> bool:
        """Whether a new row must say its value."""
        return not (self.defaults or self.optional or self.kind in (bool, list, dict))

    @property
    def default(self) -> Any:
        """Of a new row, and of what is cleared."""
        if self.defaults:
            return self.defaults[0].value
        return None if self.optional else self.kind()

    @property
    def missing(self) -> Any:
        """What a row has that is older than the column."""
        return self.kind() if self.kind in (bool, list, dict) else None

    def accepts(self, value: Any) -> bool:
        if value is None:
            return self.optional
        return isinstance(value, self.kind) and isinstance(value, bool) == (self.kind is bool)


@dataclass(frozen=True)
class Table:
    """The columns of a table's rows, and `added`: what `audience.py` works out for who sees a row.

    What follows from the columns is worked out once: every row that is shown passes here.
    """

    name: str
    columns: Mapping[str, Column]
    added: Mapping[str, Column] = field(default_factory=dict)

    public: tuple[str, ...] = field(init=False)
    """What everybody sees."""

    for_owner: tuple[str, ...] = field(init=False)
    """What the person whom a row concerns sees, too."""

    for_host: tuple[str, ...] = field(init=False)
    """What the host sees, too; of a private table, all that the host sees."""

    is_private: bool = field(init=False)
    """Whether only the person whom a row concerns sees it, and the host what is marked for them."""

    owner: str | None = field(init=False)
    """The column that holds the person whom a row concerns, who sees more of it than others do."""

    required: frozenset[str] = field(init=False)
    """Columns that a new row must say."""

    defaults: Mapping[str, Any] = field(init=False)
    """Of a new row, by column. Those in `containers` are to be copied."""

    containers: tuple[str, ...] = field(init=False)
    """Columns whose default is a list or a dict."""

    def __post_init__(self) -> None:
        columns, whose = self.columns, self.marked(WHOSE)
        defaults = {name: column.default for name, column in columns.items()}
        derived = {
            "public": self.marked(PUBLIC),
            "for_owner": self.marked(OWNER),
            "for_host": self.marked(HOST),
            "is_private": not self.marked(PUBLIC),
            "owner": whose[0] if whose else None,
            "required": frozenset(name for name, column in columns.items() if column.is_required),
            "defaults": defaults,
            "containers": tuple(
                n for n, value in defaults.items() if isinstance(value, list | dict)
            ),
        }
        # Plain attributes and no properties, which take longer to read.
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def marked(self, *marks: Mark) -> tuple[str, ...]:
        """Names of the columns with any of `marks`, in order."""
        return tuple(n for n, c in self.columns.items() if not c.marks.isdisjoint(marks))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns that hold the id of somebody else than the row itself."""
        return tuple(name for name in self.marked(*_NAMING) if name != "id")

    @cached_property
    def says_who(self) -> tuple[str, ...]:
        """Of `names`, those that say who did something, and not whose name is shown."""
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
        """What a complete export has."""
        return tuple(name for name in self.columns if name not in self.unmarked)

    @cached_property
    def not_for_host(self) -> tuple[str, ...]:
        """What the host's export does not have."""
        return (*self.unmarked, *self.marked(KEPT))

    def cleared(self, names: tuple[str, ...]) -> dict[str, Any]:
        """`names` as they are in a new row."""
        return {name: self.columns[name].default for name in names}


def read_table(name: str, declared: type, added: type | None = None) -> Table:
    """The table that the TypedDict `declared` describes."""
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
