"""Elements with attributes of any type, and the bytes of a whole XML file."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring


def add(parent: Element, tag: str, **attributes: object) -> Element:
    """A new last child, its attributes as Python writes them."""
    return SubElement(parent, tag, {name: str(value) for name, value in attributes.items()})


def written(root: Element) -> bytes:
    """The file: indented, with its declaration, ending in a new line."""
    indent(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
