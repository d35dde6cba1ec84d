"""Where a map's background pictures come from: nowhere, unless a source is configured.

Our own road vectors are the map. A city may name a tile source (WGS 84 or CGCS 2000, such as
a public service map; shifted systems would put our roads beside its own), and the content
policy is opened to that one host for pictures, and for nothing else.
"""

from urllib.parse import urlsplit

from flask import current_app

SETTING = "MAP_TILES"


def tile_source() -> str:
    """The tiles' address with {z}, {x} and {y}; empty without a source."""
    return str(current_app.config.get(SETTING) or "")


def tile_origin() -> str:
    """Scheme and host of the tile source, for the content policy; {s} stands for any subdomain."""
    parts = urlsplit(tile_source())
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}" if parts.netloc else ""
