"""The files of deploy/ name what there is: settings, options, secrets, servers and figures."""

import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import generate_latest

from openspace.cli.main import cli
from openspace.config import Settings
from openspace.service.metrics import PrometheusMeter
from tests.support.server import ROOT

DEPLOY = ROOT / "deploy"
README = (DEPLOY / "README.md").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
NODES = [name for name in SERVICES if name.startswith("node")]
SETTINGS = {f"OPENSPACE_{setting.name.upper()}" for setting in fields(Settings)}


@pytest.mark.parametrize("name", SERVICES)
def test_container_writes_nothing_but_its_data_and_has_no_more_rights_than_it_needs(
    name: str,
) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert ":latest" not in service["image"]


def test_servers_of_nginx_are_those_of_the_compose_file() -> None:
    asked = re.findall(r"server (\w+):8000 ", (DEPLOY / "nginx.conf").read_text("utf-8"))

    assert asked == [*NODES, *NODES]  # for requests, and for sockets
    addresses = [SERVICES[node]["networks"]["inside"]["ipv4_address"] for node in NODES]
    assert len(set(addresses)) == len(NODES)


def test_every_secret_is_made_by_the_readme() -> None:
    made = set(
        re.findall(
            r"> secrets/(\w+)$|privkey\.pem secrets/(\w+)$|fullchain\.pem secrets/(\w+)$",
            README,
            re.M,
        )
    )
    used = {secret for service in SERVICES.values() for secret in service.get("secrets", ())}

    assert {name for names in made for name in names if name} == set(COMPOSE["secrets"]) == used


def test_nobody_uses_redis_without_its_password() -> None:
    assert "/run/secrets/redis_config" in SERVICES["redis"]["command"]
    for node in NODES:
        assert SERVICES[node]["environment"]["OPENSPACE_REDIS_FILE"] == "/run/secrets/redis_address"
        assert "redis_config" not in SERVICES[node]["secrets"]


@pytest.mark.parametrize("file", sorted(DEPLOY.iterdir()), ids=lambda file: file.name)
def test_every_variable_is_a_setting(file: Path) -> None:
    if not file.is_file():
        pytest.skip("a folder of whoever runs this")
    named = set(re.findall(r"OPENSPACE_[A-Z_]+", file.read_text("utf-8")))

    assert {name.removesuffix("_FILE") for name in named} <= SETTINGS | {
        "OPENSPACE_SECRET"  # --secret-file is a setting of its own
    }


@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("openspace*.service")), ids=lambda u: u.name)
def test_every_option_of_a_unit_is_one_of_serve(unit: Path) -> None:
    known = {option for parameter in cli.commands["serve"].params for option in parameter.opts}
    [line] = re.findall(r"^ExecStart=(.*)$", unit.read_text("utf-8"), re.M)

    assert set(re.findall(r"--[a-z-]+", line)) <= known


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("*.service")), ids=lambda u: u.name)
def test_systemd_understands_every_line_of_a_unit(unit: Path) -> None:
    said = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True
    ).stderr

    about_it = [line for line in said.splitlines() if unit.name in line]
    # The programs are not where the unit expects them.
    assert [line for line in about_it if "is not executable" not in line] == []


def test_image_copies_what_there_is_and_runs_as_nobody_in_particular() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    copied = [line.split()[1:-1] for line in re.findall(r"^COPY (?!--from).*$", text, re.M)]

    assert all((ROOT / source).exists() for sources in copied for source in sources)
    assert re.findall(r"^USER (\d+)$", text, re.M) == ["10001"]
    # Nothing of the stage that builds is left but the program.
    assert text.count("COPY --from=build") == 1


def test_every_figure_that_is_named_exists() -> None:
    meter = PrometheusMeter()
    there = set(
        re.findall(r"^# HELP (openspace_\w+)", generate_latest(meter.registry).decode(), re.M)
    )
    texts = (
        (DEPLOY / "alerts.yml").read_text("utf-8"),
        (ROOT / "docs/deploy.md").read_text("utf-8"),
    )
    named = {name for text in texts for name in re.findall(r"\bopenspace_\w+", text)}

    assert {re.sub("_bucket$", "", name) for name in named} <= there
    assert there <= {re.sub("_bucket$", "", name) for name in named}
