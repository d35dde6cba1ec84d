"""gunicorn's settings: its own lines like all others, and one folder for what processes count.

Used as `gunicorn -c python:workers.web_server`.
"""

import os
import shutil
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger
from typing_extensions import override

from workers.log_lines import set_up_logs

COUNTED_IN = "PROMETHEUS_MULTIPROC_DIR"


class LikeAllOthers(Logger):  # type: ignore[misc]  # its types are not told
    """gunicorn's logger without handlers of its own."""

    @override
    def setup(self, cfg: Config) -> None:
        """Leave the writing to the process's one handler."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        set_up_logs()


logger_class = LikeAllOthers


def on_starting(_server: Arbiter) -> None:
    """Forget what an earlier start has counted: it would be added up for ever."""
    if folder := os.environ.get(COUNTED_IN):  # noqa: TID251 - the library reads it there too
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True, exist_ok=True)
