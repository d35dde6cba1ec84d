"""The composition root: from settings to a running service; the only place that knows every layer.

In: `Settings`. Out: `Casework` for the doors, `Workbench` for a job, and the parts of the
back room. Opening anything here connects to nothing: databases, queue and clips are touched
on first use. So a job may open its workbench anew in every forked process, and does.
"""

from accident_service.wiring.back_room import (
    RUN_STEP,
    RingingParts,
    open_ledger,
    open_queue_client,
    open_ringing,
    prepare,
    prepare_existing,
    queue_server,
    wait_for_queue,
)
from accident_service.wiring.blobs import open_blobs
from accident_service.wiring.doors import open_casework, web_app
from accident_service.wiring.evidence import open_anchors, open_sign_head
from accident_service.wiring.figures import open_packing
from accident_service.wiring.messages import open_notices
from accident_service.wiring.retention import open_destruction, open_retention
from accident_service.wiring.sandbox import make_sandbox
from accident_service.wiring.sealing import open_sealing
from accident_service.wiring.steps import Workbench, open_workbench
from accident_service.wiring.webhooks import SandboxSending, open_webhooks

__all__ = [
    "RUN_STEP",
    "RingingParts",
    "SandboxSending",
    "Workbench",
    "make_sandbox",
    "open_anchors",
    "open_blobs",
    "open_casework",
    "open_destruction",
    "open_ledger",
    "open_notices",
    "open_packing",
    "open_queue_client",
    "open_retention",
    "open_ringing",
    "open_sealing",
    "open_sign_head",
    "open_webhooks",
    "open_workbench",
    "prepare",
    "prepare_existing",
    "queue_server",
    "wait_for_queue",
    "web_app",
]
