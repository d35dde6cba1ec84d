"""Our signatures are those of a client in wide use, at the same moment."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import obstore
import pytest
from obstore.store import S3Store

from accident_service.adapters.clip_sources.s3_signing import SigningKey, object_path, signed

BY = SigningKey(key="accident-service", secret="known to both", region="cn-north-1")


@pytest.mark.parametrize(
    "key", ["gate/2026-03-02/12/00.00.mp4", "gate two/a+b=c&d.mp4", "北桅杆/~x_y-z(1).ts"]
)
@pytest.mark.parametrize("host", ["store.example:9000", "store.example"])
def test_an_object_is_signed_as_a_client_signs_it(key: str, host: str) -> None:
    client = S3Store(
        "recordings",
        endpoint=f"https://{host}",
        region=BY.region,
        access_key_id=BY.key,
        secret_access_key=BY.secret,
        virtual_hosted_style_request=False,
    )
    theirs = urlsplit(obstore.sign(client, "GET", key, timedelta(hours=1)))
    stamp = parse_qs(theirs.query)["X-Amz-Date"][0]
    at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    ours = urlsplit(signed(object_path("recordings", key), {}, host=host, by=BY, at=at))
    assert ours.path == theirs.path
    assert parse_qs(ours.query) == parse_qs(theirs.query)
