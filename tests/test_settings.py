"""Settings from flags, the environment, and files that the environment names."""

from pathlib import Path

import pytest

from openspace.cli.preflight import Trouble, check_extras
from openspace.config import Settings


def test_a_setting_can_be_the_text_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("a long random text\n")

    settings = Settings.read({}, {"OPENSPACE_SERVER_KEY_FILE": str(tmp_path / "key")})

    assert settings.server_key == "a long random text"


def test_only_a_setting_with_a_secret_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("postgresql://db/openspace")
    file = str(tmp_path / "text")

    settings = Settings.read(
        {}, {"OPENSPACE_DB_FILE": file, "OPENSPACE_SECRET_FILE": file, "OPENSPACE_CERT_FILE": file}
    )

    assert settings.db == "postgresql://db/openspace"
    assert (settings.secret_file, settings.cert) == (Path(file), None)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^OPENSPACE_REDIS_FILE: .*/no cannot be read\.$"):
        Settings.read({}, {"OPENSPACE_REDIS_FILE": str(tmp_path / "no")})


def test_an_address_that_is_none_of_redis_is_refused_and_not_repeated() -> None:
    with pytest.raises(ValueError, match="rediss://") as refused:
        Settings.read({"redis": "localhost:a-password"}, {})

    assert "a-password" not in str(refused.value)


def test_a_package_that_is_missing_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("openspace.cli.preflight.find_spec", lambda name: None)

    check_extras(Settings())
    with pytest.raises(Trouble, match=r"^--redis needs the package redis.*openspace\[server\]"):
        check_extras(Settings(redis="redis://localhost"))
    with pytest.raises(Trouble, match=r"^--metrics-port needs the package prometheus-client"):
        check_extras(Settings(metrics_port=9100))
