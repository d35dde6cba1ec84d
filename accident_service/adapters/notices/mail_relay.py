"""Text messages by way of a mail relay: many units' gateways take mail to NUMBER@their-domain."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage

from accident_service.adapters.outgoing.noted import noted_call
from accident_service.casework.notice_ports import Message
from accident_service.errors import OutsideWorldFailed

ANSWERS_WITHIN_S = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRelay:
    """A `Messenger` that mails each message to the phone's address at the relay."""

    host: str
    port: int
    sender: str
    phone_domain: str  # the part of the address after the phone number and "@"
    starttls: bool = True
    user: str = ""
    password: str = ""

    def send(self, message: Message) -> None:
        """Hand the message to the relay.

        Raises:
            OutsideWorldFailed: The relay did not answer, or did not take it.
        """
        mail = EmailMessage()
        mail["From"] = self.sender
        mail["To"] = f"{message.phone}@{self.phone_domain}"
        mail["Subject"] = message.template
        mail.set_content(message.text)
        with noted_call(self.host, "SMTP"):
            self._send(mail)

    def _send(self, mail: EmailMessage) -> None:
        try:
            with smtplib.SMTP(self.host, self.port, timeout=ANSWERS_WITHIN_S) as relay:
                if self.starttls:
                    relay.starttls(context=ssl.create_default_context())
                if self.user:
                    relay.login(self.user, self.password)
                relay.send_message(mail)
        except (OSError, smtplib.SMTPException) as failure:
            raise OutsideWorldFailed(f"the mail relay did not take it: {failure}") from failure
