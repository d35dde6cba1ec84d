"""Each network's rules are complete, and the law's numbers are those of the law."""

from datetime import UTC, datetime, timedelta

import pytest

from accident_service.footage.camera import CameraNetwork
from accident_service.footage.network import Approval, rules_of
from accident_service.liability.provision import built_in_provisions

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize("network", [CameraNetwork.PUBLIC_SECURITY, CameraNetwork.TRAFFIC])
def test_public_networks_keep_thirty_days_and_are_registered(network: CameraNetwork) -> None:
    rules = rules_of(network)
    assert (rules.least_retention_days, rules.retention_basis) == (30, ("VID-17",))
    assert rules.register_due
    assert rules.approval is Approval.STANDING
    assert not rules.expires_soon(NOW + timedelta(days=20), now_at=NOW)
    assert rules.expires_soon(NOW + timedelta(days=2), now_at=NOW)


def test_a_shop_keeps_what_it_likes_and_is_asked_at_once() -> None:
    rules = rules_of(CameraNetwork.COMMERCIAL)
    assert rules.least_retention_days is None
    assert (rules.asked_at_once, rules.approval) == (True, Approval.NOTICE)
    assert rules.expires_soon(NOW + timedelta(days=90), now_at=NOW)


def test_what_a_party_hands_in_is_looked_at_last() -> None:
    assert rules_of(CameraNetwork.PARTY).approval is Approval.OWN
    places = {one: rules_of(one).place_in_ranking for one in CameraNetwork}
    assert max(places, key=lambda one: places[one]) is CameraNetwork.PARTY


@pytest.mark.parametrize("network", CameraNetwork)
def test_every_article_named_is_in_the_law_book(network: CameraNetwork) -> None:
    rules = rules_of(network)
    known = {one.key for one in built_in_provisions()}
    named = (
        *rules.legal_basis,
        *rules.approval_basis,
        *rules.retention_basis,
        *rules.register_basis,
    )
    assert set(named) <= known
