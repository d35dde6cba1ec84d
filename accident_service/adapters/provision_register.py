"""The articles an officer may cite and a document prints, from the dated list of provisions.

The wording begins with the article's name and a colon, so that a sentence can cite the name
alone.
"""

from collections.abc import Iterator, Mapping

from accident_service.errors import NotFound
from accident_service.liability.provision import Provision, built_in_provisions


class ProvisionRegister:
    """`Provisions` over a fixed list; of several wordings the latest."""

    def __init__(self, provisions: tuple[Provision, ...]) -> None:
        latest: dict[str, Provision] = {}
        for one in provisions:
            if one.key not in latest or latest[one.key].valid_from < one.valid_from:
                latest[one.key] = one
        self._by_key: Mapping[str, Provision] = latest

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
        article = key.partition("-")[2]
        return (
            f"《{provision.law_zh}》{provision.article_zh}：{provision.gist_zh}",
            f"{provision.law_en}, art. {article}: {provision.gist_en}",
        )

    def citable(self) -> Iterator[str]:
        """The key of every article an officer may cite for a fault, law by law."""
        return (key for key, article in self._by_key.items() if article.on_conduct)
