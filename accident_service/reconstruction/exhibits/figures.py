"""What all drawn figures share: size, letters, and bytes that do not change by themselves."""

import io
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from accident_service.reconstruction.exhibits.lettering import figure_font

_PNG_DPI = 144
INK, GREY, PALE = "#1b1e21", "#6c7278", "#dfe3e6"
TEXT_PT, SMALL_PT, TITLE_PT = 9.5, 8.0, 12.0


@dataclass(frozen=True, slots=True)
class DrawnFigure:
    """One figure, as a drawing to zoom into and as a picture."""

    svg: bytes
    png: bytes


def new_figure(width_in: float, height_in: float) -> Figure:
    """An empty figure on white."""
    return Figure(figsize=(width_in, height_in), facecolor="white", layout="constrained")


def finished(figure: Figure) -> DrawnFigure:
    """The figure's bytes: no date, no random names, letters as outlines."""
    svg, png = io.BytesIO(), io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "exhibit", "svg.fonttype": "path"}):
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    figure.savefig(png, format="png", dpi=_PNG_DPI, metadata={"Software": None})
    return DrawnFigure(svg.getvalue(), png.getvalue())


def entitle(axes: Axes, zh: str, en: str) -> None:
    """A title at the left: Chinese, and English after it."""
    axes.set_title(
        f"{zh}  {en}", loc="left", fontproperties=figure_font(TITLE_PT), color=INK, pad=9
    )


def dress(axes: Axes, x_label: str, y_label: str) -> None:
    """Quiet axes: light grid, no box, labelled in the exhibit's letters."""
    axes.set_xlabel(x_label, fontproperties=figure_font(TEXT_PT), color=INK)
    axes.set_ylabel(y_label, fontproperties=figure_font(TEXT_PT), color=INK)
    axes.grid(visible=True, color=PALE, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(colors=GREY, labelcolor=INK, length=3)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(GREY)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(figure_font(SMALL_PT))


def legend(axes: Axes) -> None:
    """The legend in the exhibit's letters, without a box, where it hides least."""
    axes.legend(
        prop=figure_font(TEXT_PT), frameon=True, framealpha=0.9, edgecolor="none", loc="best"
    )
