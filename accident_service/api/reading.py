"""What routes share: who may read, answers sent only where they changed, pages, files."""

from collections.abc import Callable, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from flask import Response, jsonify, request
from pydantic import BaseModel

from accident_service.api.access import Caller
from accident_service.api.blueprint import Answers
from accident_service.casework.insurer_scopes import Scope

READERS = Caller(Scope.READ_DETERMINATIONS)
# Personal data: no cache but the caller's own records may keep it.
PERSONAL = "private, no-store"

Found = TypeVar("Found")


def as_json(body: BaseModel, status: int = 200) -> Response:
    """The body with its ETag; 304 where the caller has it already."""
    response = jsonify(body.model_dump(mode="json"))
    response.status_code = status
    return conditional(response)


def conditional(response: Response, kept: str = PERSONAL) -> Response:
    """The answer with an ETag of its bytes unless it has one; 304 where the caller has it.

    Args:
        kept: Who may keep it for how long, as Cache-Control says it.
    """
    response.headers["Cache-Control"] = kept
    response.add_etag()
    response.make_conditional(request)
    return response


def page_of(
    found: Sequence[Found], limit: int, cursor_of: Callable[[Found], str], address: str
) -> tuple[Sequence[Found], str | None]:
    """The page, of what was looked for with a limit of one more; and the next one's address.

    The next page is asked for as this one was, from the cursor of the last on this one.
    """
    page = found[:limit]
    if len(found) <= limit:
        return page, None
    asked = request.args.to_dict() | {"cursor": cursor_of(page[-1]), "limit": str(limit)}
    return page, f"{address}?{urlencode(asked)}"


def file_answer(description: str, media_type: str) -> Answers:
    """How OpenAPI is told that a route answers with a file."""
    content = {media_type: {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"description": description, "content": content}}
