"""Compiles each template once for all apps of a process, which would compile all of them again."""

from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache


class TemplatesCompiledOnce(BytecodeCache):
    """The key of a template is its name and file, the checksum that of its source."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code
        self._compiled[bucket.key, bucket.checksum] = bucket.code
