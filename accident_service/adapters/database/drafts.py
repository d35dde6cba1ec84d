"""Half-filled forms in SQL, so that nothing typed is lost; forgotten when nobody returns."""

import json
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, delete, or_, select

from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.door_tables import draft as table
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.personal import alike, opened, says, sealed
from accident_service.casework.ports import Clock

LIFE = timedelta(days=2)  # personal data nobody has filed is not kept longer [design]


@dataclass(frozen=True, slots=True)
class SqlDrafts:
    """A `Drafts`; every save also sweeps out drafts nobody came back to."""

    engines: Engines
    clock: Clock

    def load(self, key: str) -> dict[str, str]:
        """The fields so far; empty for an unknown or forgotten key."""
        with self.engines.glance() as connection:
            fields = connection.execute(
                select(table.c.fields).where(
                    says(connection, table.c.key, key), table.c.saved_at > self.clock.now() - LIFE
                )
            ).scalar_one_or_none()
            if fields is None:
                return {}
            return dict(json.loads(opened(connection, table.c.fields, key, fields)))

    def save(self, key: str, fields: dict[str, str]) -> None:
        """Keep the fields."""
        saved_at = self.clock.now()
        text = json.dumps(fields, ensure_ascii=False)
        with self.engines.transaction() as connection:
            name = alike(connection, table.c.key, key)
            sealed_text = sealed(connection, table.c.fields, key, text)
            written = {"fields": sealed_text, "saved_at": saved_at}
            # Also the same draft's row under an older key.
            gone = and_(says(connection, table.c.key, key), table.c.key != name)
            connection.execute(delete(table).where(or_(table.c.saved_at <= saved_at - LIFE, gone)))
            connection.execute(
                insert_into(connection, table)
                .values(key=name, **written)
                .on_conflict_do_update(index_elements=[table.c.key], set_=written)
            )

    def discard(self, key: str) -> None:
        """Forget the draft once it has become a report."""
        with self.engines.transaction() as connection:
            connection.execute(delete(table).where(says(connection, table.c.key, key)))
