"""Schemas of what is not a determination: tokens and problems."""

from typing import Any, Literal

from pydantic import Field

from accident_service.api.schemas import Schema


class Token(Schema):
    """An access token (RFC 6749, 5.1)."""

    access_token: str = Field(examples=["eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2lnbmVk"])
    token_type: Literal["Bearer"] = Field(default="Bearer")
    expires_in: int = Field(examples=[900])
    scope: str = Field(examples=["claims:write determinations:read"])


class TokenRefusal(Schema):
    """Why there is no token (RFC 6749, 5.2)."""

    error: str = Field(examples=["invalid_client"])
    error_description: str = Field(examples=["unknown client, or wrong secret"])


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str = Field("", examples=["urn:accident-service:not-found"])
    title: str = Field("", examples=["Not Found"])
    status: int = Field(0, examples=[404])
    detail: str = ""
    request_id: str = Field("", examples=["5f2b8c1d9e7a4f3360ab12cd"])
    errors: dict[str, Any] | None = None
