import pytest

from accident_service.adapters.provision_register import ProvisionRegister
from accident_service.errors import NotFound
from accident_service.liability.provision import built_in_provisions


def test_an_article_is_worded_with_its_name_before_the_colon() -> None:
    zh, en = ProvisionRegister.built_in().wording("RTSL-43")

    assert zh.startswith("《中华人民共和国道路交通安全法》第四十三条：")
    assert en.startswith("Road Traffic Safety Law, art. 43: ")


def test_every_article_can_be_cited_by_name_alone() -> None:
    register = ProvisionRegister.built_in()
    for key in (one.key for one in built_in_provisions()):
        zh, en = register.wording(key)
        assert zh.partition("：")[0].endswith(("条", "款", "项"))
        assert en.partition(":")[0].endswith(key.partition("-")[2])


def test_an_article_nobody_keeps_is_not_invented() -> None:
    with pytest.raises(NotFound):
        ProvisionRegister.built_in().wording("RTSL-999")


def test_an_officer_is_offered_what_says_how_to_drive_and_how_fault_is_weighed() -> None:
    offered = list(ProvisionRegister.built_in().citable())

    assert {"RTSL-22", "RTSL-43", "REG-38(1)", "REG-85", "SPR-60"} <= set(offered)
    assert not {"RTSL-73", "REG-86", "SPR-24", "PIPL-24"} & set(offered)
    assert offered[0].startswith("RTSL")
