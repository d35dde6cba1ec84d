"""The insurers a driver can choose from, by the code that documents and API clients use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Insurer:
    """A company that writes compulsory motor cover."""

    code: str
    name_zh: str
    name_en: str


OTHER = Insurer("OTHER", "其他保险公司", "Another insurer")

INSURERS: tuple[Insurer, ...] = (
    Insurer("PICC", "中国人民财产保险", "PICC Property and Casualty"),
    Insurer("PINGAN", "中国平安财产保险", "Ping An Property and Casualty"),
    Insurer("CPIC", "中国太平洋财产保险", "China Pacific Property Insurance"),
    Insurer("CHINALIFE", "中国人寿财产保险", "China Life Property and Casualty"),
    Insurer("CONTINENT", "中国大地财产保险", "China Continent Property and Casualty"),
    Insurer("SUNSHINE", "阳光财产保险", "Sunshine Property and Casualty"),
    Insurer("UNITED", "中华联合财产保险", "China United Property Insurance"),
    Insurer("TAIPING", "太平财产保险", "Taiping General Insurance"),
    Insurer("HUATAI", "华泰财产保险", "Huatai Property and Casualty"),
    Insurer("ANHUA", "安华农业保险", "Anhua Agricultural Insurance"),
    OTHER,
)

_BY_CODE = {insurer.code: insurer for insurer in INSURERS}
CODES = tuple(_BY_CODE)


def insurer_named(code: str) -> Insurer:
    """The insurer of a code; a code that is on no list any more stands for itself."""
    return _BY_CODE.get(code, Insurer(code, code, code))
