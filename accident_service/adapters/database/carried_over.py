"""What a later release wrote into a document lives through a save by this one.

During an upgrade two releases work on the same cases. What this one does not know it cannot
read, and would leave out when it writes; so the text it has read is laid beside the text it would
have written of it, and the difference goes along.
"""

import json

# By these a part of a list is known again when something else of it has changed.
NAMES = ("id", "letter", "number")


def carried_over(read: str, known: str, new: str) -> str:
    """The new text, with everything of the text read that this release does not know.

    Args:
        read: The document as it was found, JSON.
        known: The same as this release writes it.
        new: The document after the change.
    """
    if read == known:
        return new
    merged = _merged(*(json.loads(text) for text in (read, known, new)))
    return json.dumps(merged, ensure_ascii=False, separators=(",", ":"))


def _merged(read: object, known: object, new: object) -> object:
    if isinstance(new, dict) and isinstance(known, dict) and isinstance(read, dict):
        if known.keys() != new.keys():
            return new  # something of another kind stands there now
        told = {name: _merged(read.get(name), known[name], one) for name, one in new.items()}
        return told | {name: one for name, one in read.items() if name not in known}
    if isinstance(new, list) and isinstance(known, list) and isinstance(read, list):
        before = list(zip(read, known, strict=False))
        return [_part(before, index, one) for index, one in enumerate(new)]
    return new


def _part(before: list[tuple[object, object]], index: int, new: object) -> object:
    """A part of a list with what goes along with it, wherever it stood before."""
    if index < len(before) and _is_same(before[index][1], new):
        return _merged(*before[index], new)
    return next((_merged(read, known, new) for read, known in before if _is_same(known, new)), new)


def _is_same(known: object, new: object) -> bool:
    if known == new:
        return True
    if not isinstance(known, dict) or not isinstance(new, dict):
        return False
    return any(name in new and known.get(name) == new[name] for name in NAMES)
