"""The house's sign-in, from one TOML file that only the service may read (mode 0600).

    issuer = "https://login.city.example/realms/police"
    client_id = "accident-service"
    client_secret = "env:OIDC_SECRET"       # or "file:/path"; never written out
    claim = "preferred_username"            # what the user names of our accounts are; the default
    name_zh = "公安统一身份认证"             # what the button says; may be left out
    name_en = "Police single sign-on"

    [internal]                              # where the provider is not on the public internet
    networks = ["10.20.0.0/16"]
    plain = ["127.0.0.1:8081"]              # asked without TLS: for trials

A person whom the provider knows and we do not is not let in; nobody is ever enrolled by it. Choose
a claim whose value the provider never gives to somebody else.
"""

from pathlib import Path

from accident_service.adapters.clip_sources.configured import allowed_in
from accident_service.adapters.clip_sources.secrets import Lookup, secret_at
from accident_service.adapters.fields import Fields
from accident_service.adapters.house_sign_in.oidc import OidcSignIn
from accident_service.adapters.house_sign_in.provider import Provider
from accident_service.adapters.outgoing.reach import Reach
from accident_service.adapters.private_files import private_toml
from accident_service.casework.ports import Clock
from accident_service.errors import AddressRefused, InvalidSettings, InvalidSite

FIELDS = frozenset(
    {"issuer", "client_id", "client_secret", "claim", "name_zh", "name_en", "internal"}
)
USUAL_CLAIM = "preferred_username"
USUAL_WORDS = ("单位统一身份认证", "Your unit's sign-in")


def configured_house_sign_in(path: Path | None, lookup: Lookup, clock: Clock) -> OidcSignIn | None:
    """The sign-in the file describes, not asked anything yet; None without a file.

    Raises:
        InvalidSettings: The file cannot be read, others may read it, or a field is wrong.
    """
    if path is None:
        return None
    fields = Fields(path.name, "", private_toml(path, "says how officers sign in"))
    if unknown := sorted(fields.table.keys() - FIELDS):
        raise InvalidSettings(f"{path}: {unknown[0]} is no field; there are {sorted(FIELDS)}")
    try:
        reach = Reach(allowed=allowed_in(fields))
        issuer = fields.text("issuer")
        reach.allowed.target(issuer)
        return OidcSignIn(
            provider=Provider(issuer, reach, clock),
            client_id=fields.text("client_id"),
            secret=secret_at(fields.text("client_secret"), lookup),
            claim=fields.text("claim") if fields.has("claim") else USUAL_CLAIM,
            words=_words(fields),
        )
    except (InvalidSite, AddressRefused, InvalidSettings) as fault:
        raise InvalidSettings(f"{path}: {fault}") from fault


def _words(fields: Fields) -> tuple[str, str]:
    zh, en = USUAL_WORDS
    return (
        fields.text("name_zh") if fields.has("name_zh") else zh,
        fields.text("name_en") if fields.has("name_en") else en,
    )
