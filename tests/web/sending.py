"""A phone that sends photographs, by the form and by the tus protocol."""

import re
from base64 import b64encode
from io import BytesIO

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from accident_service.casefile.case import Case
from tests.fakes.casework import FakeWorld
from tests.web.visit import ANSWERS_A, TOKEN, Visitor, app_on

KEY = re.compile(r'name="into" value="(report:[^"]+)"')


BEFORE_PHOTOS = dict(list(ANSWERS_A.items())[: list(ANSWERS_A).index("photos")])
AFTER_PHOTOS = dict(list(ANSWERS_A.items())[list(ANSWERS_A).index("photos") :])
PHONE = "13900000001"


def reporter(world: FakeWorld, circumstance: str = "standing") -> Visitor:
    """Someone who has come as far as the photographs."""
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(PHONE)
    visitor.answer("/report", {**BEFORE_PHOTOS, "circumstance": {"circumstance": circumstance}})
    return visitor


def only_case(world: FakeWorld) -> Case:
    """The one case of that reporter."""
    with world.ledger.reading() as work:
        (case,) = work.cases.of_phone(PHONE)
    return case


def into_report(visitor: Visitor) -> str:
    """What the photographs of this visitor's report are for."""
    found = KEY.search(visitor.read("/report/photos"))
    assert found is not None
    return found.group(1)


def token_of(visitor: Visitor) -> str:
    """A form token of this session."""
    found = TOKEN.search(visitor.get("/cases").text)
    return found.group(1) if found else ""


def by_form(
    visitor: Visitor, into: str, *files: tuple[bytes, str], shot: str = "front"
) -> TestResponse:
    """Send files as a browser without script does."""
    fields: MultiDict[str, str | FileStorage] = MultiDict(
        {"csrf_token": token_of(visitor), "into": into, "shot": shot}
    )
    for content, name in files:
        fields.add("photos", FileStorage(BytesIO(content), name))
    boundary, body = encode_multipart(fields)
    return visitor.client.post(
        "/photos",
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
        headers={"Accept-Language": visitor.language, "Accept": "text/html"},
    )


def metadata(**told: str) -> str:
    """The header of tus."""
    return ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in told.items())


def begin(
    visitor: Visitor, into: str, length_bytes: int, key: str = "key-0001", shot: str = "front"
) -> TestResponse:
    """Create an upload."""
    return visitor.client.post(
        "/uploads",
        headers={
            "X-CSRFToken": token_of(visitor),
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(length_bytes),
            "Upload-Metadata": metadata(into=into, key=key, shot=shot),
            "Accept-Language": visitor.language,
        },
    )


def piece(visitor: Visitor, address: str, offset_bytes: int, content: bytes) -> TestResponse:
    """Send a piece."""
    return visitor.client.patch(
        address,
        data=content,
        headers={
            "X-CSRFToken": token_of(visitor),
            "Upload-Offset": str(offset_bytes),
            "Content-Type": "application/offset+octet-stream",
            "Accept-Language": visitor.language,
        },
    )


def whole(visitor: Visitor, into: str, content: bytes, key: str = "key-0001") -> str:
    """Send a photograph in one piece; the address of the upload."""
    address = begin(visitor, into, len(content), key).location or ""
    assert piece(visitor, address, 0, content).status_code == 204
    return address
