"""Style sheets and scripts: small on the way, kept for good, new where anything changed."""

import gzip
import re

from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on


def _style_address(visitor: Visitor) -> str:
    found = re.search(r'href="(/assets/[^"]+/base\.css)"', visitor.client.get("/").text)
    assert found
    return found[1]


def test_text_is_packed_for_those_who_unpack_it() -> None:
    visitor = Visitor(app_on(FakeWorld()))
    address = _style_address(visitor)

    packed = visitor.client.get(address, headers={"Accept-Encoding": "gzip"})
    plain = visitor.client.get(address)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert "immutable" in packed.headers["Cache-Control"]


def test_a_module_finds_its_neighbours_by_relative_addresses() -> None:
    visitor = Visitor(app_on(FakeWorld()))
    folder = _style_address(visitor).rpartition("/")[0]

    assert visitor.client.get(f"{folder}/forms.js").status_code == 200
    assert visitor.client.get(f"{folder}/../service.py").status_code == 404
