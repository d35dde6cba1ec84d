"""Which way messages go, from one TOML file; it holds keys, so only the service may read it.

[gateway]                       # or [mail_relay] with the fields of `MailRelay`
url = "https://…"
headers = { Authorization = "…" }
[gateway.templates]             # the gateway's id of each text, by kind and language
"code.zh" = "…"
"joined.zh" = "…"
"""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from accident_service.adapters.notices.gateway import Gateway
from accident_service.adapters.notices.mail_relay import MailRelay
from accident_service.adapters.private_files import private_toml
from accident_service.casework.notice_ports import Messenger
from accident_service.errors import InvalidSettings


def configured_messenger(path: Path) -> Messenger:
    """The messenger the file describes.

    Raises:
        InvalidSettings: It cannot be read, others may read it, or a field is wrong.
    """
    tables = private_toml(path, "holds keys")
    ways = [name for name in ("gateway", "mail_relay") if name in tables]
    if len(ways) != 1 or len(tables) != 1:
        raise InvalidSettings(f"{path}: accepted is one table, [gateway] or [mail_relay]")
    try:
        if ways == ["gateway"]:
            return TypeAdapter(Gateway).validate_python(tables["gateway"])
        return TypeAdapter(MailRelay).validate_python(tables["mail_relay"])
    except ValidationError as fault:
        raise InvalidSettings(f"{path}: {fault}") from fault
