"""Several nodes with one PostgreSQL, one Redis and nginx in front, as deploy/README.md describes them."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.support.deployed import Deployed
from tests.support.postgres import Absent, Postgres
from tests.support.redis import Redis

DATABASE = "openspace"


class Cluster:
    """`front` is nginx. Everything listens on loopback, is started by `running_cluster`, and ended by it."""

    def __init__(self, front: Deployed, store: Postgres, redis: Redis) -> None:
        self.front, self.nodes, self.store, self.redis = front, front.nodes, store, redis

    def log(self, code: str) -> list[tuple[int, str, str]]:
        """The log of a gathering as it is stored: (seq, puts, drops) of each change."""
        select = "SELECT seq, puts, drops FROM changes"
        rows = self.store.execute(f"{select} WHERE gathering = '{code}' ORDER BY seq", DATABASE)
        return [(int(str(seq)), str(puts), str(drops)) for seq, puts, drops in rows]


@contextmanager
def running_cluster(
    folder: Path, store: Postgres, address: str, nodes: int = 3, has_redis: bool = True
) -> Iterator[Cluster]:
    """Nodes whose store is at `address`. Raises redis.Absent."""
    with ExitStack() as running:
        redis = Redis()
        running.callback(redis.remove)
        redis.start()
        told = {
            "OPENSPACE_DB": address,
            "OPENSPACE_SECRET_FILE": str(folder / "secret"),
            **({"OPENSPACE_REDIS": redis.address} if has_redis else {}),
        }
        yield Cluster(Deployed(running, folder, nodes, **told), store, redis)


@contextmanager
def new_store() -> Iterator[Postgres]:
    """A PostgreSQL that keeps what it committed. Raises Absent if anything for a cluster is not installed."""
    for package in ("psycopg", "redis"):
        if find_spec(package) is None:
            raise Absent(f"{package} (the extra “server”) is not installed")
    if not shutil.which("nginx"):
        raise Absent("nginx is not installed")
    store = Postgres(durable=True)
    try:
        store.start()
        store.execute(f"CREATE DATABASE {DATABASE}")
        yield store
    finally:
        store.remove()
