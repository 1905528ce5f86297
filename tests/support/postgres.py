"""A PostgreSQL server of our own: on loopback, in a temporary folder, ended with this process.

`shared()` is one server for all tests of this process. Without fsync it is fast and loses everything in a
power cut. `Postgres(durable=True)` is a server to be killed and started again on the same port.
"""

import atexit
import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from tests.support.process import LONGEST, free_port
from tests.support.waiting import waits

USER = "openspace"
PASSWORD = "not a secret"

_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
"""The client sets its own synchronous_commit, so this also tests that it does."""


_EMPTY = """
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
END $$
"""


class Absent(Exception):
    """Why PostgreSQL cannot be started here, as a sentence."""


class Postgres:
    """A server that listens on `port` after `start()`. Its databases are addressed by `address(name)`."""

    def __init__(self, durable: bool = False, source: "Postgres | None" = None) -> None:
        """Create an empty cluster, or a replica of `source`. Raises Absent."""
        self._bin = _programs()
        self._run_as = _unprivileged()
        self._options = () if durable else _FAST
        self._numbers = count(1)
        self._emptied = ""
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.folder = new_folder()
        atexit.register(self.remove)
        if source:
            self._copy_cluster(source)
        else:
            self._make_cluster()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> str:
        return (self.folder / "postgres.log").read_text()

    def replica(self) -> "Postgres":
        """Start a streaming replica. From now on nothing is committed here that it has not stored."""
        other = Postgres(durable=True, source=self)
        other.start()
        self.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.execute("SELECT pg_reload_conf()")
        waits(lambda: self.execute("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"))
        return other

    def promote(self) -> None:
        """Make a replica the server that is written."""
        self.execute("SELECT pg_promote()")

    def address(self, database: str = "postgres") -> str:
        return (
            f"postgresql://{USER}:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{self.port}/{database}"
        )

    def new_database(self) -> str:
        """Create an empty database, and return its address."""
        name = f"d{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def emptied(self) -> str:
        """Return the address of a database without rows. Its tables stay, which is faster than new ones."""
        if not self._emptied:
            self._emptied = self.new_database()
        self.execute(_EMPTY, self._emptied.rpartition("/")[2])
        return self._emptied

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Execute a statement on a connection of its own."""
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

    def start(self) -> None:
        """Return as soon as it takes connections. Raises AssertionError with its log if it does not."""
        options = (
            "listen_addresses=127.0.0.1",
            f"port={self.port}",
            f"unix_socket_directories={self.folder}",
            "max_connections=60",
            "shared_buffers=16MB",
            *self._options,
        )
        command = [self._bin / "postgres", "-D", self.data]
        for option in options:
            command += ["-c", option]
        with (self.folder / "postgres.log").open("ab") as log:
            # A group of its own, so that Ctrl+C in the terminal does not end it before the tests.
            self.process = subprocess.Popen(
                [*self._run_as, *map(str, command)],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            waits(lambda: not self.lives or self.answers(), LONGEST)
            assert self.lives
        except AssertionError:
            self.kill()
            raise AssertionError(f"PostgreSQL did not start:\n{self.log}") from None

    @property
    def lives(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def answers(self) -> bool:
        ready = [self._bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(ready, check=False).returncode == 0

    def stop(self) -> None:
        """End it as an administrator does: connections are ended, nothing is lost."""
        if self.lives and self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(LONGEST)

    def kill(self) -> None:
        """End it with all its processes at once, as when the power fails."""
        if self.lives and self.process:
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
            found = [int(pid) for pid in children.read_text().split()] if children.exists() else []
            for pid in (self.process.pid, *found):
                _kill(pid)
            self.process.wait(LONGEST)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def pause(self) -> None:
        """Freeze it with all its processes, as when the network is cut."""
        self._signal_all(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal_all(signal.SIGCONT)

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make_cluster(self) -> None:
        password = self.folder / "password"
        password.write_text(PASSWORD)
        password.chmod(0o644)  # the folder is the server's alone
        self._run(
            "initdb", "-D", self.data, "-U", USER, "--pwfile", password, "-A", "scram-sha-256",
            "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions",
        )  # fmt: skip

    def _copy_cluster(self, source: "Postgres") -> None:
        of = f"{source.address()}?application_name=replica"
        self._run("pg_basebackup", "-D", self.data, "-d", of, "-R", "-c", "fast", "--no-sync")

    def _run(self, program: str, *arguments: object) -> None:
        command = [*self._run_as, str(self._bin / program), *map(str, arguments)]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Absent(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")

    def _signal_all(self, number: int) -> None:
        assert self.process
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        for pid in (self.process.pid, *map(int, children.split())):
            os.kill(pid, number)


@cache
def shared() -> Postgres:
    """Return the server of this process, running. Raises Absent."""
    server = Postgres()
    server.start()
    return server


def shared_or_skip() -> Postgres:
    """Return the server of this process; skip the test where PostgreSQL is not installed."""
    pytest.importorskip("psycopg", reason="psycopg (the extra “server”) is not installed")
    try:
        return shared()
    except Absent as absent:
        pytest.skip(str(absent))


def new_folder() -> Path:
    """Create a temporary folder that the account of the server owns."""
    folder = Path(tempfile.mkdtemp(prefix="openspace-postgres-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam(_account())
        os.chown(folder, account.pw_uid, account.pw_gid)
    return folder


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _programs() -> Path:
    """Return the folder of PostgreSQL's programs. Debian does not have them in the PATH."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb"), Path(shutil.which("initdb") or "")]
    programs = next((path.resolve().parent for path in found if path.is_file()), None)
    if programs is None:
        raise Absent("PostgreSQL is not installed")
    return programs


def _account() -> str:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Absent("PostgreSQL refuses to run as root, and there is no account for it")


def _unprivileged() -> list[str]:
    """Return the command that runs a program as another account than root, which PostgreSQL refuses. It ends
    with this process, however that ends."""
    if not shutil.which("setpriv"):
        if os.geteuid() == 0:
            raise Absent("PostgreSQL refuses to run as root, and setpriv is not installed")
        return []
    ends_with_us = ["setpriv", "--pdeathsig=INT"]
    if os.geteuid() != 0:
        return ends_with_us
    account = pwd.getpwnam(_account())
    ids = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    return [*ends_with_us, *ids]
