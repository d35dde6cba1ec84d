"""What kept bytes are called: by their hash, below two folders that keep lists short."""

from accident_service.errors import NotFound

SHA256_LETTERS = 64


def blob_name(sha256: str) -> str:
    """The name of the bytes with this hash, below the store's root.

    Raises:
        NotFound: It is no SHA-256 in lower-case hexadecimal; nothing is kept under such a name.
    """
    if len(sha256) != SHA256_LETTERS or not set(sha256) <= set("0123456789abcdef"):
        raise NotFound(f"{sha256!r} is not a SHA-256 in lower-case hexadecimal")
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
