"""schemathesis walks the HTTP API by the description that the product serves: it must be true, and hold."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from openspace.domain.text import LIMITS, clean
from tests.security.scene import ELSEWHERE, Scene, an_app, set_scene

pytestmark = pytest.mark.slow

API = schemathesis.openapi.from_wsgi("/api/openapi.json", an_app())
ASKERS = st.sampled_from(["nobody", "attendee", "host", "host's browser"])
FEW = settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # Examples of the description are sent in test_api_limits.py.
    phases=(Phase.generate,),
)
MORE_THAN_A_SHAPE = [positive_data_acceptance]
"""What has the right shape may still be refused by a rule: a cell that is taken, a day that is none."""


@API.given(asker=ASKERS)
@API.parametrize()
@FEW
def test_an_operation_does_what_the_description_says(case: Any, asker: str) -> None:
    scene = scene_for(case)
    if "code" in case.path_parameters:
        case.path_parameters["code"] = scene.code
    if "slug" in case.path_parameters:
        case.path_parameters["slug"] = a_community()
    headers = {"Accept-Encoding": "identity"}
    if asker == "host's browser":
        headers["Cookie"] = f"openspace_host_{scene.code}={scene.tokens['host']}"
        headers["Sec-Fetch-Site"] = "same-origin"
    elif scene.tokens[asker]:
        headers["Authorization"] = f"Bearer {scene.tokens[asker]}"

    response = case.call(headers=headers, environ_base=ELSEWHERE)

    excluded = [
        *MORE_THAN_A_SHAPE,
        *([negative_data_rejection] if is_sound_again(case, response) else []),
    ]
    if case.operation.path == "/readyz":
        excluded.append(not_a_server_error)  # an app that does not serve is not ready
    case.validate_response(response, excluded_checks=excluded)


def is_sound_again(case: Any, response: Any) -> bool:
    """The path was put right above, and a parameter that is not known changes nothing beside a sound one.
    A name is measured without what nobody sees, and not at all if somebody comes back with a token."""
    if case.operation.path == "/api/{code}/join" and response.status_code < 300:
        name = str(case.body.get("name")) if isinstance(case.body, dict) else ""
        return response.status_code == 200 or len(clean(name)) <= LIMITS["name"] < len(name)
    if case.operation.path == "/api/{code}/changes":
        return str((case.query or {}).get("since", "")).isdecimal()
    return case.operation.method == "get"


def scene_for(case: Any) -> Scene:
    """The same again, but anew after a test in which keys ended and people were forgotten."""
    label = case.operation.label
    if label not in SCENES:
        SCENES.clear()
        SCENES[label] = set_scene(an_app())
    return SCENES[label]


def a_community() -> str:
    """A community that everybody asks in vain for more than it shows: nobody here is its host."""
    opened = an_app().test_client().post("/api/communities", json={"name": "A", "slug": "walked"})
    return "walked" if opened.status_code == 409 else str(opened.get_json()["slug"])


SCENES: dict[str, Scene] = {}
