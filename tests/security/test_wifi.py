"""The password of the Wi-Fi is where people need it, and nowhere else."""

from string import Template

import pytest

from tests.security.matrix import rows
from tests.security.scene import a_scene
from tests.security.test_matrix_routes import ROUTE_ROWS

SECRET = "quay-street-1890"
SHOWN = {
    *("/$code", "/$code/s/1A", "/$code/wall", "/$code/rooms/A"),
    *("/$code/paper/qr", "/$code/paper/doors"),
    *("/api/$code/state", "/api/$code/changes?since=0"),
}
"""Live pages, whose state has it, and the sheets that hang at the doors."""
HOST_ONLY = {"/$code/host", "/$code/announce", "/$code/type"}
PATHS = [
    route.split()[1]
    for route, cells in rows(ROUTE_ROWS)
    if route.startswith("GET") and cells["host"] == "200"
]


@pytest.fixture(scope="module")
def scene():
    found = a_scene()
    wifi = {"name": "Boathouse", "password": SECRET}
    found.command("host", "edit_gathering", {"wifi": wifi})
    return found


@pytest.mark.parametrize("path", PATHS)
def test_password_is_on_the_pages_of_the_place_alone(scene, path: str) -> None:
    address = Template(path).substitute(scene.ids, code=scene.code)
    for asker, allowed in (("nobody", SHOWN), ("host", SHOWN | HOST_ONLY)):
        with scene.call(asker, "GET", address, None) as response:
            has_it = SECRET.encode() in response.data
        if asker == "nobody" and path in HOST_ONLY:
            continue
        assert has_it == (path in allowed), asker
