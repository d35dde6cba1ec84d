"""Databases opened as the service opens them: with a key for personal data, always the same."""

from functools import partial
from pathlib import Path

from accident_service.adapters.database import engine, migrate
from accident_service.adapters.personal_data.fields import PersonalFields
from accident_service.adapters.personal_data.keys import PersonalKey

KEY = PersonalKey.of_line(f"2026-03-01 {'5a' * 32}")
NEXT_KEY = PersonalKey.of_line(f"2026-09-01 {'c3' * 32}")
PERSONAL = PersonalFields(lambda: (KEY,))

open_engines = partial(engine.open_engines, personal=PERSONAL)
upgrade = partial(migrate.upgrade, personal=PERSONAL)
downgrade = partial(migrate.downgrade, personal=PERSONAL)


def keep_key(data_dir: Path) -> None:
    """Put the key where a service on this data folder looks for it."""
    path = data_dir / "keys" / "personal-data.key"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{KEY.line}\n")
    path.chmod(0o600)
