"""Routes are added once for all apps of a process, and each app answers with its own."""

from openspace import create_app
from openspace.config import Settings
from openspace.ledger.memory import MemoryLedger
from tests.support.routes import deeply


def test_each_app_has_all_addresses_and_its_own_tables() -> None:
    one, two = (create_app(Settings(async_mode="threading"), MemoryLedger()) for _ in range(2))

    assert one.url_map is two.url_map
    assert {rule.endpoint for rule in two.url_map.iter_rules()} == set(two.view_functions)
    assert one.view_functions == two.view_functions | {"static": one.view_functions["static"]}
    assert one.view_functions["static"] is not two.view_functions["static"]
    assert one.blueprints is not two.blueprints
    assert two.test_client().get("/healthz").status_code == 200
    with two.test_client().get("/static/favicon.svg") as answer:
        assert answer.status_code == 200


def test_a_copy_shares_functions_but_no_table() -> None:
    table = {None: {404: {ValueError: deeply}}, "page": [deeply]}
    copied = deeply(table)

    copied["page"].append(len)
    copied[None][404].clear()
    assert table == {None: {404: {ValueError: deeply}}, "page": [deeply]}
