"""One case with all its evidence, and bundles of it, made once for the tests here."""

from pathlib import Path

import pytest

from accident_service.casefile.entitlement import Entitlement, Recipient
from accident_service.reports.party import PartyLetter
from tests.casework.after_decision import Desk
from tests.fakes.evidence import determined_with_evidence, export

COURT = Entitlement(recipient=Recipient.COURT)
INSURER = Entitlement(recipient=Recipient.INSURER)
PARTY_B = Entitlement(recipient=Recipient.PARTY, letter=PartyLetter.B)


@pytest.fixture(scope="session")
def desk() -> Desk:
    return determined_with_evidence()


@pytest.fixture(scope="session")
def for_court(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(desk, COURT, tmp_path_factory.mktemp("court") / "bundle.zip").path


@pytest.fixture(scope="session")
def for_insurer(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(desk, INSURER, tmp_path_factory.mktemp("insurer") / "bundle.zip").path


@pytest.fixture(scope="session")
def for_party(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(desk, PARTY_B, tmp_path_factory.mktemp("party") / "bundle.zip").path
