"""What leaves the service as evidence, on its adapters: signed heads of the ledger, bundles."""

from accident_service.adapters.analysis_runner import AnalysisRunner
from accident_service.adapters.anchors.configured import Anchors, configured_anchors
from accident_service.adapters.anchors.seal import UnitSeal
from accident_service.adapters.database.audit_search import SqlAuditSearch
from accident_service.adapters.database.ledger_heads import SqlLedgerHeads
from accident_service.adapters.evidence_bundle.binder import ZipBinder
from accident_service.adapters.signing import kept_unit_key
from accident_service.casework.check_ledger import CheckLedger
from accident_service.casework.export_evidence import ExportEvidence
from accident_service.casework.sign_head import SignHead
from accident_service.settings import Settings
from accident_service.wiring.back_room import open_ledger
from accident_service.wiring.story import World, analysis_limits


def unit_seal(settings: Settings) -> UnitSeal:
    """The unit's key, made on the first start."""
    return UnitSeal(kept_unit_key(settings.key_folder / "unit.key"))


def open_anchors(settings: Settings) -> Anchors:
    """Where signed heads go; raises InvalidSettings."""
    return configured_anchors(settings.anchors)


def open_sign_head(settings: Settings) -> SignHead:
    """What signs the ledger's head; connections of its own, for a thread of its own."""
    ledger, anchors = open_ledger(settings), open_anchors(settings)
    return SignHead(
        heads=SqlLedgerHeads(ledger.engines),
        seal=unit_seal(settings),
        clock=ledger.clock,
        witness=anchors.witness,
        time_stamper=anchors.time_stamper,
    )


def open_check_ledger(settings: Settings) -> CheckLedger:
    """What holds the ledger against its heads."""
    engines = open_ledger(settings).engines
    return CheckLedger(SqlAuditSearch(engines), SqlLedgerHeads(engines), unit_seal(settings))


def open_runner(settings: Settings) -> AnalysisRunner:
    """What measures a clip again, within the limits and by the networks of these settings."""
    return AnalysisRunner(analysis_limits(settings), networks=settings.networks_dir)


def export_evidence(settings: Settings, world: World) -> ExportEvidence:
    """What makes bundles; the head it signs is copied by the next round of the relay's."""
    seal, anchors = unit_seal(settings), open_anchors(settings)
    return ExportEvidence(
        ledger=world.ledger,
        sites=world.sites,
        clock=world.clock,
        sign_head=SignHead(
            SqlLedgerHeads(world.ledger.engines),
            seal,
            world.clock,
            time_stamper=anchors.time_stamper,
        ),
        binder=ZipBinder(world.blobs, seal),
        press=world.press,
    )
