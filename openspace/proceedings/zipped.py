"""Reproducible ZIP files, without time, user or system in them."""

import io
import zipfile
from collections.abc import Iterable

_NO_DATE = (1980, 1, 1, 0, 0, 0)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP of the files in order. One named `mimetype` is stored uncompressed, as EPUB requires."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.external_attr = 0o644 << 16
            squeeze = name != "mimetype" and not name.endswith((".jpg", ".zip", ".epub", ".docx"))
            entry.compress_type = zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED
            archive.writestr(entry, data)
    return out.getvalue()
