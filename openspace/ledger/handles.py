"""Encryption of the columns that name a person, with the store's secret (docs/decisions/0018).

The columns of a row that hold a person's id or name are stored as one *handle*: encrypted (AES-SIV, RFC 5297)
for this row alone. The same person has a different handle in every row, so a copy of the store does not
reveal that two notes have the same author. An empty value and the host get a handle too. Encryption is
deterministic: the same values in the same row always give the same handle.
"""

from binascii import Error, a2b_base64, b2a_base64
from hashlib import blake2b

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from openspace.domain.change import Change, Row
from openspace.domain.tables import CATALOGUE

NAMES_A_PERSON = {name: table.names for name, table in CATALOGUE.items() if table.names}
"""Columns that hold a person's id."""

SEALED = {
    **NAMES_A_PERSON,
    "people": ("name", "contact", *NAMES_A_PERSON["people"]),
    "wishes": (*NAMES_A_PERSON["wishes"], "contact"),
    # What somebody needs to take part is as personal as their name.
    "plans": (*NAMES_A_PERSON["plans"], "name", "access", "arranged"),
    # Whoever reads the code can convene the topic.
    "invites": (*NAMES_A_PERSON["invites"], "code"),
    # All that one person's dots are on, in one row.
    "dots": (*NAMES_A_PERSON["dots"], "placed"),
}
"""Columns that are encrypted together into one handle. The first column stores the handle, and the others are
left empty. Older handles have fewer values if a column was added at the end later."""

_WIDTHS = {
    "people": 128,
    "wishes": 128,
    "plans": 512,
    "receipts": 256,
    "dots": 256,
    "interests": 16,
    "changes": 16,
    "photo_senders": 16,
    "leaving": 16,
}
_WIDTH = 48
"""Values of a row are padded to a multiple of this many bytes, so that lengths reveal nothing."""

Values = tuple[str | None, ...]
"""Those of a row may be anything that JSON can hold."""


class Handles:
    def __init__(self, secret: bytes) -> None:
        self._siv = AESSIV(_derived(secret, b"handles", 64))
        self._answers = _derived(secret, b"answers", 32)
        self._marks = _derived(secret, b"marks", 32)

    # --- rows and changes

    def seal_row(self, code: str, table: str, row: Row) -> Row:
        """Return the row with its person columns encrypted. A row from the log may lack some columns."""
        columns = SEALED.get(table)
        if not columns or columns[0] not in row:
            return row
        values = tuple([row.get(column) for column in columns])
        handle = self._sealed(code, table, row["id"], values)
        return {**row, **_EMPTY[table], columns[0]: handle}

    def open_row(self, code: str, table: str, row: Row) -> Row:
        """Return the row decrypted. If the handle was made with another secret, the person columns are
        empty."""
        columns = SEALED.get(table)
        if not columns or columns[0] not in row:
            return row
        values = self._opened(code, table, row["id"], row[columns[0]])
        opened = dict(zip(columns, values or [], strict=False)) if values else _NOBODY[table]
        return {**row, **opened}

    def seal_change(self, code: str, change: Change) -> Change:
        by = self._sealed(code, "changes", str(change.seq), (change.by,))
        puts = {t: [self.seal_row(code, t, row) for row in rows] for t, rows in change.puts.items()}
        return Change(change.seq, change.name, change.at, by, puts, change.drops)

    def open_change(self, code: str, change: Change) -> Change:
        by = self.open_by(code, change.seq, change.by)
        puts = {t: [self.open_row(code, t, row) for row in rows] for t, rows in change.puts.items()}
        return Change(change.seq, change.name, change.at, by, puts, change.drops)

    def open_by(self, code: str, seq: int, handle: str | None) -> str | None:
        """Return the author of change `seq`."""
        (by,) = self._opened(code, "changes", str(seq), handle) or (None,)
        return by

    # --- beside the gathering

    def receipt(self, code: str, asker: str, id: str) -> tuple[str, str]:
        """Return the (person, id) under which a receipt is stored. Two receipts of one person share no
        value."""
        key = _mac(self._answers, 16, code, asker, id)
        return self.asker(code, asker, key), key

    def asker(self, code: str, asker: str, key: str) -> str:
        """Return the keyed hash that a receipt with key `key` contains if it is for `asker`."""
        return _mac(self._answers, 16, code, asker, "", key)

    def seal_answer(self, code: str, key: str, answer: str) -> str:
        """Return the encrypted answer of the receipt with this key."""
        return self._sealed(code, "receipts", key, (answer,))

    def open_answer(self, code: str, key: str, handle: str) -> str | None:
        (answer,) = self._opened(code, "receipts", key, handle) or (None,)
        return answer

    def seal_sender(self, code: str, photo: str, person: str) -> str:
        """Return the encrypted sender of a photo."""
        return self._sealed(code, "photo_senders", photo, (person,))

    def open_sender(self, code: str, photo: str, handle: str) -> str | None:
        (person,) = self._opened(code, "photo_senders", photo, handle) or (None,)
        return person

    def seal_item(self, code: str, table: str, id: str) -> str:
        """Return the encrypted id of an item that is scheduled for removal."""
        return self._sealed(code, "leaving", table, (id,))

    def open_item(self, code: str, table: str, handle: str) -> str | None:
        (id,) = self._opened(code, "leaving", table, handle) or (None,)
        return id

    def seal_secret(self, code: str, id: str, secret: str) -> str:
        """Return the encrypted secret of a host's second factor."""
        return self._sealed(code, "host_factors", id, (secret,))

    def open_secret(self, code: str, id: str, handle: str) -> str | None:
        (secret,) = self._opened(code, "host_factors", id, handle) or (None,)
        return secret

    def mark(self, code: str, person: str = "") -> str:
        """Return the mark that is stored for an erased person, or for a purged gathering."""
        return _mac(self._marks, 32, code, person)

    # --- one handle

    def _sealed(self, code: str, table: str, id: str, values: Values) -> str:
        data, width = msgspec.json.encode(values), _WIDTHS.get(table, _WIDTH)
        padded = data.ljust(-(-len(data) // width) * width, b"\0")
        handle = self._siv.encrypt(padded, [_place(code, table, id)])
        return b2a_base64(handle, newline=False).decode()

    def _opened(self, code: str, table: str, id: str, handle: str | None) -> Values | None:
        if not handle:
            return None
        try:
            padded = self._siv.decrypt(a2b_base64(handle), [_place(code, table, id)])
        except (InvalidTag, ValueError, Error):
            return None
        return tuple(msgspec.json.decode(padded.rstrip(b"\0")))


_EMPTY: dict[str, Row] = {table: dict.fromkeys(columns) for table, columns in SEALED.items()}
_NOBODY: dict[str, Row] = {
    **_EMPTY,
    "people": {"name": "", "contact": "", "kept_by": None},
    "plans": {"person": None, "name": "", "access": "", "arranged": ""},
    "invites": {"person": None, "code": ""},
    "dots": {"person": None, "placed": {}},
}


def _place(code: str, table: str, id: str) -> bytes:
    return f"{code}\0{table}\0{id}".encode()


def _derived(secret: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, None, b"openspace " + purpose).derive(secret)


def _mac(key: bytes, size: int, *parts: str) -> str:
    """Return a keyed hash of `size` bytes in hexadecimal digits."""
    return blake2b("\0".join(parts).encode(), key=key, digest_size=size).hexdigest()
