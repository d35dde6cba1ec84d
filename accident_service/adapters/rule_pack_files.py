"""Rule packs as files: one TOML file each in the folder a city keeps them in.

The national pack and the samples come with the service; a file of the folder may not take
the id of one of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from accident_service.adapters.site_files.site import Site
from accident_service.errors import InvalidSettings, InvalidSite
from accident_service.liability.provision import Provision
from accident_service.liability.rule_pack import NATIONAL, RulePack
from accident_service.liability.rule_pack_schema import PackCheck, check_pack, read_pack
from accident_service.liability.rulebook import Rulebook, built_in_packs


@dataclass(frozen=True, slots=True)
class PackShelf:
    """Every rule pack of this installation, and which one holds unless a site names another."""

    packs: Mapping[str, RulePack]
    usual: str = NATIONAL

    @classmethod
    def of(cls, folder: Path, usual: str = NATIONAL) -> "PackShelf":
        """The packs of `folder`, which need not exist, beside those that come with the service.

        Raises:
            InvalidSettings: A file cannot be used, two packs share an id, or there is no pack
                called `usual`.
        """
        packs = {one.id: one for one in built_in_packs()}
        for path in sorted(folder.glob("*.toml")):
            pack = pack_in(path)
            if pack.id in packs:
                raise InvalidSettings(
                    f"{path.name}: id is {pack.id!r}; accepted: none of {', '.join(packs)}"
                )
            packs[pack.id] = pack
        shelf = cls(packs, usual)
        shelf.rulebook("")
        return shelf

    def rulebook(self, pack_id: str) -> Rulebook:
        """The rulebook by one pack; by the usual one where `pack_id` is empty.

        Raises:
            InvalidSettings: There is no such pack.
        """
        wanted = pack_id or self.usual
        if wanted not in self.packs:
            accepted = ", ".join(self.packs)
            raise InvalidSettings(f"there is no rule pack {wanted!r}; accepted: {accepted}")
        return Rulebook.built_in(self.packs[wanted])

    def local_articles(self) -> tuple[Provision, ...]:
        """The articles any pack adds, for a document that cites them."""
        return tuple(
            article
            for pack in self.packs.values()
            for version in pack.versions
            for article in version.provisions
        )

    def site_loader(self, load: Callable[[Path], Site]) -> Callable[[Path], Site]:
        """A reader of sites that also refuses one that names a pack nobody has."""

        def loaded(folder: Path) -> Site:
            site = load(folder)
            if site.rule_pack and site.rule_pack not in self.packs:
                raise InvalidSite(
                    f"{folder.name}: rule_pack is {site.rule_pack!r}; accepted: one of"
                    f" {', '.join(self.packs)}"
                )
            return site

        return loaded


def pack_in(path: Path) -> RulePack:
    """The pack of one file.

    Raises:
        InvalidSettings: The file cannot be used; every complaint is listed.
    """
    return read_pack(_text_of(path), path.name)


def check_pack_file(path: Path) -> PackCheck:
    """Everything that is right and wrong with one file."""
    try:
        return check_pack(_text_of(path), path.name)
    except InvalidSettings as complaint:
        return PackCheck(None, (str(complaint),))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as failure:
        raise InvalidSettings(f"{path.name}: cannot be read ({failure.strerror})") from failure
    except UnicodeDecodeError as failure:
        raise InvalidSettings(f"{path.name}: not TOML ({failure}); accepted: UTF-8 TOML") from (
            failure
        )
