"""Simple drawings that stand in for exhibits where nothing is measured."""

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" font-family="sans-serif">'


def still(offset_s: float) -> bytes:
    """A road from a mast, two cars, and the time burned in."""
    gap_px = max(0.0, -offset_s * 150)
    return (
        HEAD.format(w=960, h=540) + '<rect width="960" height="540" fill="#39434d"/>'
        '<path d="M280 540 430 0h120l150 540z" fill="#565f68"/>'
        '<path d="M490 540V0" stroke="#d9dde1" stroke-width="6" stroke-dasharray="40 30"/>'
        '<path d="M300 450h380" stroke="#eef1f3" stroke-width="10"/>'
        '<g stroke="#ffbf2e" stroke-width="4" fill="#c8ced4"><rect x="540" y="330" width="70"'
        ' height="80" rx="10"/></g>'
        f'<g stroke="#4db3ff" stroke-width="4" fill="#242a30"><rect x="535" y="{252 - gap_px:.0f}"'
        ' width="64" height="76" rx="10"/></g>'
        '<text x="24" y="48" fill="#fff" font-size="26">2026-03-02 12:00:01</text>'
        f'<text x="24" y="516" fill="#fff" font-size="24">t = {offset_s:+.2f} s</text></svg>'
    ).encode()


def plan() -> bytes:
    """Two paths that meet."""
    return (
        HEAD.format(w=600, h=420) + '<rect width="600" height="420" fill="#fff"/>'
        '<path d="M0 150h600M0 270h600" stroke="#888" stroke-width="2"/>'
        '<path d="M0 210h600" stroke="#aaa" stroke-dasharray="18 14"/>'
        '<path d="M40 240h330" stroke="#0a6fc2" stroke-width="4"/>'
        '<rect x="340" y="226" width="52" height="28" fill="none" stroke="#0a6fc2"/>'
        '<rect x="394" y="226" width="52" height="28" fill="none" stroke="#c07c00"/>'
        '<circle cx="393" cy="240" r="7" fill="#a9241b"/>'
        '<text x="20" y="400" font-size="18" fill="#333">0        10        20 m</text></svg>'
    ).encode()


def curve() -> bytes:
    """A speed that ends at the contact."""
    return (
        HEAD.format(w=600, h=420) + '<rect width="600" height="420" fill="#fff"/>'
        '<path d="M60 20v340h520" stroke="#333" fill="none"/>'
        '<path d="M60 120C200 120 320 150 400 190L410 300 560 340v12L410 320 396 210C320 170'
        ' 200 140 60 140z" fill="#0a6fc2" opacity=".25"/>'
        '<path d="M60 130C200 130 320 160 400 200L410 310 560 346" stroke="#0a6fc2" fill="none"'
        ' stroke-width="3"/><path d="M404 20v340" stroke="#a9241b" stroke-dasharray="6 6"/>'
        '<text x="270" y="404" font-size="18" fill="#333">t (s)</text></svg>'
    ).encode()
