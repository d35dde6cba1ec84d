"""Answers by client and key, in memory."""

from dataclasses import dataclass, field

from accident_service.casework.once_ports import Begun, KeptAnswer, Refusal


@dataclass(slots=True)
class FakeAnswersOnce:
    """An `AnswersOnce` that keeps what it is given for ever."""

    kept: dict[tuple[str, str], tuple[str, KeptAnswer | None]] = field(default_factory=dict)

    def begin(self, client_id: str, key: str, request_sha256: str) -> Begun | KeptAnswer | Refusal:
        """Claim the key, or tell what became of it."""
        if (client_id, key) not in self.kept:
            self.kept[(client_id, key)] = (request_sha256, None)
            return Begun()
        asked, answer = self.kept[(client_id, key)]
        if asked != request_sha256:
            return Refusal.OTHER_REQUEST
        return answer or Refusal.STILL_RUNNING

    def finish(self, client_id: str, key: str, answer: KeptAnswer) -> None:
        """Keep the answer."""
        self.kept[(client_id, key)] = (self.kept[(client_id, key)][0], answer)

    def forget(self, client_id: str, key: str) -> None:
        """Give the key free."""
        del self.kept[(client_id, key)]
