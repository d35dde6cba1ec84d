"""The world outside that the story runs on, as the settings want it."""

from dataclasses import dataclass

from accident_service.adapters.analysis_request import ChildLimits
from accident_service.adapters.analysis_runner import AnalysisRunner
from accident_service.adapters.analyst import ChildAnalyst
from accident_service.adapters.arrivals import ArrivalFolder
from accident_service.adapters.clip_sources.by_network import RecordingsByNetwork
from accident_service.adapters.clip_sources.configured import ConfiguredSources, sources_from
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.survey_book import SqlSurveyBook
from accident_service.adapters.dispatch.configured import configured_dispatch
from accident_service.adapters.documents import TypstPress
from accident_service.adapters.joining.joiner import ChildJoiner
from accident_service.adapters.party_pictures.artist import ChildArtist
from accident_service.adapters.pdf_signing import PdfSigning
from accident_service.adapters.preservation.configured import configured_preservation
from accident_service.adapters.provision_register import ProvisionRegister
from accident_service.adapters.rule_pack_files import PackShelf
from accident_service.adapters.sealer import BlobSealer
from accident_service.adapters.signing import kept_unit_key
from accident_service.adapters.site_files.load import load_site
from accident_service.adapters.site_register import SiteFolders
from accident_service.adapters.unit_certificate import (
    UnitCertificate,
    configured_certificate,
    kept_certificate,
)
from accident_service.casework.corrected_proposal import CorrectedProposals
from accident_service.casework.hand_over_scene import HandOverToScene
from accident_service.casework.ports import BlobStore, Clock
from accident_service.casework.preserve_clips import PreservationOrders
from accident_service.casework.seal_delivery import SealDelivery
from accident_service.casework.survey_camera import SurveysInForce
from accident_service.liability.provision import built_in_provisions
from accident_service.settings import Settings, secret_variable
from accident_service.wiring.back_room import open_ledger
from accident_service.wiring.blobs import open_blobs

KEEP_ALIVES_PER_LEASE = 4
BYTES_PER_MB = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The adapters the story runs on."""

    ledger: SqlLedger
    blobs: BlobStore
    sites: SiteFolders
    sources: ConfiguredSources
    analyst: ChildAnalyst
    artist: ChildArtist
    seal: SealDelivery
    arrivals: ArrivalFolder
    press: TypstPress
    provisions: ProvisionRegister
    hand_over: HandOverToScene
    preservation: PreservationOrders
    survey_of: SurveysInForce
    packs: PackShelf
    lease_renewed_s: float  # how often a long step renews its lease

    @property
    def clock(self) -> Clock:
        """The ledger's clock."""
        return self.ledger.clock

    @property
    def corrected_proposals(self) -> CorrectedProposals:
        """What an officer's corrections come to."""
        return CorrectedProposals(self.sites, self.analyst, self.packs.rulebook)


def open_world(settings: Settings) -> World:
    """The adapters as the settings want them; nothing is connected to yet."""
    ledger = open_ledger(settings)
    blobs = open_blobs(settings)
    shelf = PackShelf.of(settings.rule_packs_dir, settings.rule_pack)
    sites = SiteFolders(settings.sites_dir, shelf.site_loader(load_site))
    survey_of = SurveysInForce(SqlSurveyBook(ledger.engines), sites.survey)
    limits, renewed_s = analysis_limits(settings), settings.lease_s / KEEP_ALIVES_PER_LEASE
    return World(
        ledger=ledger,
        blobs=blobs,
        sites=sites,
        sources=_sources(settings, ledger.clock),
        analyst=ChildAnalyst(
            runner=AnalysisRunner(limits, networks=settings.networks_dir),
            blobs=blobs,
            survey_of=survey_of,
            keep_alive_every_s=renewed_s,
        ),
        artist=ChildArtist(
            blobs=blobs,
            clock=ledger.clock,
            survey_of=survey_of,
            keep_alive_every_s=renewed_s,
            limits=limits,
        ),
        arrivals=ArrivalFolder(settings.arrival_folder, ledger.clock),
        seal=_sealing(settings, blobs, ledger.clock),
        press=_press(settings, ledger.clock),
        hand_over=HandOverToScene(
            configured_dispatch(settings.dispatch, ledger.clock),
            sites,
            ledger.clock,
            settings.public_url,
        ),
        provisions=ProvisionRegister((*built_in_provisions(), *shelf.local_articles())),
        preservation=_preservation(settings, ledger.clock),
        survey_of=survey_of,
        packs=shelf,
        lease_renewed_s=renewed_s,
    )


def _preservation(settings: Settings, clock: Clock) -> PreservationOrders:
    folder = settings.data_dir / "preservation-orders"
    return configured_preservation(settings.preservation, folder, clock)


def _sources(settings: Settings, clock: Clock) -> ConfiguredSources:
    folders = RecordingsByNetwork(dict(settings.recordings))
    return sources_from(settings.sources, folders, secret_variable, clock)


def analysis_limits(settings: Settings) -> ChildLimits:
    """What measuring one clip may take of the machine."""
    return ChildLimits(
        memory_bytes=settings.analysis_memory_mb * BYTES_PER_MB,
        wall_s=settings.analysis_wall_s,
        cores=settings.analysis_cores,
    )


def _press(settings: Settings, clock: Clock) -> TypstPress:
    return TypstPress(
        kept_unit_key(settings.key_folder / "unit.key"),
        PdfSigning(_unit_certificate(settings, clock)),
        public_url=settings.public_url,
    )


def _sealing(settings: Settings, blobs: BlobStore, clock: Clock) -> SealDelivery:
    sealer = BlobSealer(blobs)
    every_s = settings.lease_s / KEEP_ALIVES_PER_LEASE
    joiner = ChildJoiner(blobs=blobs, sealer=sealer, keep_alive_every_s=every_s)
    return SealDelivery(sealer, joiner, clock)


def _unit_certificate(settings: Settings, clock: Clock) -> UnitCertificate:
    if settings.unit_certificate is not None:
        return configured_certificate(settings.unit_certificate)
    return kept_certificate(settings.key_folder / "unit-certificate.pem", now=clock.now())
