"""Zip files that come out the same every time: no clock, no user, no system in them."""

import io
import zipfile
from collections.abc import Iterable

_NO_DATE = (1980, 1, 1, 0, 0, 0)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files in their order. A name that ends in `mimetype` is stored uncompressed, as EPUB wants."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.external_attr = 0o644 << 16
            squeeze = name != "mimetype" and not name.endswith((".jpg", ".zip", ".epub", ".docx"))
            entry.compress_type = zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED
            archive.writestr(entry, data)
    return out.getvalue()
