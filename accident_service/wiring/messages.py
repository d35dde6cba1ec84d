"""How people are reached: a messenger, codes over it, and what sends notices."""

import sys
from pathlib import Path

from accident_service.adapters.code_sender import (
    ConsoleCodeSender,
    FileCodeSender,
    MessengerCodeSender,
)
from accident_service.adapters.database.invite_links import SqlInviteLinks
from accident_service.adapters.notices.configured import configured_messenger
from accident_service.adapters.notices.written_down import ConsoleMessenger, FileMessenger
from accident_service.casework.door_ports import CodeSender
from accident_service.casework.notice_ports import Messenger
from accident_service.casework.send_notices import SendNotices
from accident_service.settings import Settings
from accident_service.wiring.back_room import open_ledger


def open_code_sender(settings: Settings) -> CodeSender:
    """Codes go to their file where one is set, else the way all messages go."""
    if settings.codes_file:
        return FileCodeSender(Path(settings.codes_file))
    if settings.messenger is not None:
        return MessengerCodeSender(configured_messenger(settings.messenger))
    return ConsoleCodeSender(sys.stderr)


def open_notices(settings: Settings) -> SendNotices:
    """What sends the notices of this ledger; connections of its own, for a thread of its own.

    Raises:
        InvalidSettings: The messenger's file cannot be used.
    """
    ledger = open_ledger(settings)
    return SendNotices(
        ledger=ledger,
        messenger=_messenger(settings),
        invites=SqlInviteLinks(ledger.engines, ledger.clock),
        clock=ledger.clock,
        public_url=settings.public_url,
    )


def _messenger(settings: Settings) -> Messenger:
    if settings.messenger is not None:
        return configured_messenger(settings.messenger)
    if settings.messages_file is not None:
        return FileMessenger(settings.messages_file)
    return ConsoleMessenger(sys.stderr)
