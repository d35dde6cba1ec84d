from dataclasses import replace

import pytest

from accident_service.api.service import EXTENSION
from accident_service.casefile.analysis import BlobRef
from accident_service.errors import BlobStoreUnavailable
from tests.api.door import Door, open_door

NUMBER = "2203020001-2026-000001"


class _NoBlobs:
    def open(self, blob: BlobRef) -> bytes:
        raise BlobStoreUnavailable(f"disk gone, {blob.sha256}")


class _BrokenBlobs:
    def open(self, blob: BlobRef) -> bytes:
        raise ZeroDivisionError("a bug, with a secret in its message")


def behind(door: Door, blobs: object) -> Door:
    extensions = door.client.application.extensions
    kept = extensions[EXTENSION]
    extensions[EXTENSION] = replace(kept, casework=replace(kept.casework, blobs=blobs))
    return door


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nowhere", 404),
        ("GET", "/v1/", 404),
        ("POST", "/v1/nowhere", 404),
        ("POST", "/v1/determinations", 405),
        ("GET", "/v1/oauth/token", 405),
        ("TRACE", "/v1/determinations", 405),
        ("QUERY", "/v1/nowhere", 404),
        ("GET", f"/v1/determinations/{NUMBER}", 401),
    ],
)
def test_every_failure_is_a_problem_document(
    door: Door, method: str, path: str, status: int
) -> None:
    answer = door.client.open(path, method=method)
    problem = answer.get_json(force=True)

    assert answer.status_code == problem["status"] == status
    assert answer.mimetype == "application/problem+json"
    assert problem["type"].startswith("urn:accident-service:")
    assert problem["title"]
    assert problem["request_id"] == answer.headers["X-Request-ID"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_wrong_method_says_which_are_right(door: Door) -> None:
    assert door.client.post("/v1/determinations").headers["Allow"] == "GET, HEAD"


def test_an_outage_is_worth_trying_again(door: Door) -> None:
    answer = behind(door, _NoBlobs()).get(f"/v1/determinations/{NUMBER}")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"


def test_a_bug_tells_nothing() -> None:
    answer = behind(open_door(), _BrokenBlobs()).get(f"/v1/determinations/{NUMBER}")
    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("given", "kept"), [("abc-12345", True), ("<script>", False), ("x" * 65, False), ("", False)]
)
def test_a_sensible_request_id_is_kept_and_any_other_replaced(
    door: Door, given: str, *, kept: bool
) -> None:
    answer = door.client.get("/v1/jwks.json", headers={"X-Request-ID": given})
    assert (answer.headers["X-Request-ID"] == given) is kept
    assert len(answer.headers["X-Request-ID"]) >= 8


def test_options_tells_what_an_address_answers_to(door: Door) -> None:
    told = door.client.options("/v1/determinations")
    assert (told.status_code, told.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert door.client.options("/v1/nowhere").status_code == 404
