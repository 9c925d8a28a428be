"""Everything that programs may ask, asked with what nobody would think of (schemathesis): the answers are as the OpenAPI document says, and never a fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS, load_all_checks
from starlette.testclient import TestClient

from tests.web_ground import ADDRESS, Ground, open_ground
from web.access import Who, who_may
from web.openapi import PROGRAMS
from web.routes import all_routes

EXAMPLES = 6


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A library of its own: what is asked changes things."""
    with open_ground(tmp_path_factory.mktemp("api")) as made:
        yield made


def test_the_document_has_every_route_for_programs(ground: Ground) -> None:
    answer = ground.client("nobody").get("/api.json")
    assert answer.headers["content-type"].startswith("application/vnd.oai.openapi+json")
    document = answer.json()
    routes = {route.path: who_may(route) for router in all_routes() for route in router.routes}
    # Whoever adds a feed and forgets to say so is told here.
    assert set(document["paths"]) == {path for path in routes if path.startswith(PROGRAMS)}
    # The link of a round is opened by a person, though they sign in nowhere.
    for_programs = {path for path, who in routes.items() if who in {Who.APP, Who.LINK}}
    assert {path for path in for_programs if not path.startswith("/carry/")} <= set(document["paths"])
    names = [one["operationId"] for item in document["paths"].values() for one in item.values()]
    assert len(names) == len(set(names))
    for path, item in document["paths"].items():
        for operation in item.values():
            secured = "security" in operation
            assert secured == (routes[path] not in {Who.ANYBODY, Who.LINK}), path


@pytest.mark.slow
def test_whatever_is_asked_is_answered_as_the_document_says(ground: Ground) -> None:
    load_all_checks()
    checks = CHECKS.get_by_names(
        ["not_a_server_error", "status_code_conformance", "content_type_conformance"]
    )
    schema = schemathesis.openapi.from_dict(ground.client("nobody").get("/api.json").json())
    schema.config.base_url = ADDRESS
    real = {
        "edition_id": ground.english[1],
        "title_id": ground.english[0],
        "list_id": ground.list,
        "conversion_id": ground.ready,
        "version": "2.0",
        "chapter": "001",
        "form": "braille-brf",
    }
    app, patron = ground.client("app"), ground.client("patron")
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path.endswith("chapters/{chapter}.mp3"):
            continue  # speaks for as long as somebody listens; has tests of its own
        for known in (False, True):

            @settings(
                max_examples=EXAMPLES,
                deadline=None,
                derandomize=True,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy())
            def ask(case: Any, client: TestClient, *, known: bool) -> None:
                nonlocal asked
                if known:
                    case.path_parameters = {
                        name: real.get(name, value) for name, value in case.path_parameters.items()
                    }
                kwargs = case.as_transport_kwargs(base_url=ADDRESS)
                # Who asks is the client's to say, not the generator's.
                kwargs.pop("cookies", None)
                kwargs["headers"] = {
                    name: value
                    for name, value in (kwargs.get("headers") or {}).items()
                    if name.lower() != "authorization"
                }
                answer = client.request(**kwargs)
                asked += 1
                case.validate_response(answer, checks=checks)

            secured = operation.definition.raw.get("security", [{}])[0]
            ask(client=app if "appPassword" in secured else patron, known=known)
    assert asked > 100
