"""A receiver tells ours from forged, changed and old ones, by code that is not ours."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.webhooks.signature import signed_headers
from accident_service.casework.manage_webhooks import new_secret

BODY = '{"type":"determination.issued","data":{"number":"甲"}}'.encode()
SECRET, NEW, STRANGERS = new_secret(), new_secret(), new_secret()


def now() -> datetime:
    return SystemClock().now()


def headers(*secrets: str, at: datetime | None = None) -> dict[str, str]:
    return signed_headers("msg_1", BODY, secrets, at or now())


def verify(told: Mapping[str, str], body: bytes = BODY, secret: str = SECRET) -> None:
    Webhook(secret).verify(body, dict(told))


def test_the_example_all_libraries_of_the_specification_are_tested_with() -> None:
    told = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        b'{"test": 2432232314}',
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        datetime.fromtimestamp(1614265330, UTC),
    )
    assert told["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_we_signed_is_believed() -> None:
    verify(headers(SECRET))


@pytest.mark.parametrize("secret", [SECRET, NEW], ids=["older", "newer"])
def test_while_secrets_are_exchanged_either_is_believed(secret: str) -> None:
    verify(headers(NEW, SECRET), secret=secret)


@pytest.mark.proves("S7")
def test_a_retired_secret_is_not() -> None:
    with pytest.raises(WebhookVerificationError, match="No matching"):
        verify(headers(NEW), secret=SECRET)


@pytest.mark.proves("S7")
def test_another_s_signature_is_not() -> None:
    with pytest.raises(WebhookVerificationError, match="No matching"):
        verify(headers(STRANGERS))


def test_a_changed_body_is_not() -> None:
    with pytest.raises(WebhookVerificationError, match="No matching"):
        verify(headers(SECRET), BODY.replace(b"issued", b"served"))


@pytest.mark.proves("S7")
@pytest.mark.parametrize("changed", ["webhook-id", "webhook-timestamp"])
def test_a_changed_id_or_time_is_not(changed: str) -> None:
    told = headers(SECRET)
    told[changed] = {"webhook-id": "msg_2"}.get(changed) or str(int(told[changed]) - 1)
    with pytest.raises(WebhookVerificationError, match="No matching"):
        verify(told)


@pytest.mark.proves("S7")
@pytest.mark.parametrize("age", [timedelta(minutes=6), timedelta(minutes=-6)])
def test_one_recorded_and_sent_again_later_is_too_old(age: timedelta) -> None:
    with pytest.raises(WebhookVerificationError, match=r"too (old|new)"):
        verify(headers(SECRET, at=now() - age))
