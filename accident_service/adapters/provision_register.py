"""The articles an officer may cite and a document prints, from the dated list of provisions.

The wording begins with the article's name and a colon, so that a sentence can cite the name
alone.
"""

from collections.abc import Iterator, Mapping

from accident_service.errors import NotFound
from accident_service.liability.provision import Provision, built_in_provisions

# By the first letters of the key: how the law is called in English.
LAWS_EN = {
    "RTSL": "Road Traffic Safety Law",
    "REG": "Implementing Regulation of the Road Traffic Safety Law",
    "SPR": "Accident Procedure Rules (Order 146)",
}
LAWS_OF_THE_REPUBLIC = frozenset({"RTSL", "REG"})


class ProvisionRegister:
    """`Provisions` over a fixed list."""

    def __init__(self, provisions: tuple[Provision, ...]) -> None:
        self._by_key: Mapping[str, Provision] = {one.key: one for one in provisions}

    @classmethod
    def built_in(cls) -> "ProvisionRegister":
        """The register of the articles this version ships."""
        return cls(built_in_provisions())

    def wording(self, key: str) -> tuple[str, str]:
        """Name and short paraphrase in Chinese and English.

        Raises:
            NotFound: No such article is kept.
        """
        provision = self._by_key.get(key)
        if provision is None:
            raise NotFound(f"no provision {key}")
        law, _, article = key.partition("-")
        title_zh = provision.law_zh
        if law in LAWS_OF_THE_REPUBLIC:
            title_zh = "中华人民共和国" + title_zh.removeprefix("中华人民共和国")
        return (
            f"《{title_zh}》{provision.article_zh}：{provision.gist_zh}",
            f"{LAWS_EN.get(law, law)}, art. {article}: {provision.gist_en}",
        )

    def keys(self) -> Iterator[str]:
        """Every key, in the order of the list."""
        return iter(self._by_key)
