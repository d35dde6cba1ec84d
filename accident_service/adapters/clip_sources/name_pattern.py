"""What a `pattern` says: how a recorder names its files, read both ways, of times and of names.

A pattern is a path with pieces in braces:

    {camera}                the camera's own name there: its `source_key` in cameras.toml
    {start:%Y-%m-%d}        part of when the file begins; `date` and `hour` say the same
    {end:%H.%M.%S}          part of when it ends, where names tell
    {length_s}              or how many seconds it lasts
    {any}                   whatever stands there

The layout of Frigate on disk is `{date:%Y-%m-%d}/{hour:%H}/{camera}/{start:%M.%S}.mp4`, in UTC,
ten seconds each; that of many recorders `{camera}/{date:%Y-%m-%d}/{hour:%H}/{start:%M.%S}.mp4`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from accident_service.errors import InvalidSettings
from accident_service.quantities.clocks import TimeWindow

_PIECE = re.compile(r"\{([a-z_]+)(?::([^{}]*))?\}")
_DIRECTIVE = re.compile(r"%[A-Za-z]")
_START_WORDS = frozenset({"start", "date", "hour"})
_BARE_WORDS = {"camera": "", "length_s": r"\d{1,6}", "any": "[^/]*"}
_DIRECTIVES = {
    "%Y": r"\d{4}",
    "%y": r"\d{2}",
    "%m": r"\d{2}",
    "%d": r"\d{2}",
    "%j": r"\d{3}",
    "%H": r"\d{2}",
    "%M": r"\d{2}",
    "%S": r"\d{2}",
    "%f": r"\d{1,6}",
    "%z": r"(?:Z|[+-]\d{2}:?\d{2})",
}
_WHOLE_DAYS = ({"%Y", "%m", "%d"}, {"%y", "%m", "%d"}, {"%Y", "%j"})
# Where nothing else is said, no file is longer; an earlier folder may hold its beginning.
LONGEST_S = 2 * 3600.0
# No folder of any recorder spans less than half an hour.
HALF_AN_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class NamePattern:
    """One recorder's way of naming.

    `zone` is what its names mean where they tell no offset; `length_s` is how long files last
    where names do not tell.
    """

    text: str
    zone: tzinfo = UTC
    length_s: float | None = None

    def __post_init__(self) -> None:
        """Refuse a pattern that cannot say when a file begins and ends.

        Raises:
            InvalidSettings: It has unknown pieces, no whole start, or no end.
        """
        for word, told in _PIECE.findall(self.text):
            if not _is_known(word, told):
                raise self._refused(f"{{{word}:{told}}} is no piece of a name")
        start = set(_DIRECTIVE.findall(self._format(_START_WORDS)))
        if not any(day <= start for day in _WHOLE_DAYS) or not {"%H", "%M"} <= start:
            raise self._refused("it does not tell day, hour and minute of a file's start")
        if self.length_s is None and not self._has("end") and not self._has("length_s"):
            raise self._refused("it tells no end; set length_s beside it")
        if self.text.startswith("/") or ".." in self.text.split("/"):
            raise self._refused("it leads out of its root")

    @property
    def precision_s(self) -> float:
        """How much later than named a file may begin."""
        start = self._format(_START_WORDS)
        if "%f" in start:
            return 0.001
        return 1.0 if "%S" in start else 60.0

    def folders(self, camera: str, wanted: TimeWindow) -> tuple[str, ...]:
        """The folders, relative to the root, that may hold files of this time, in order.

        Levels below those that camera and time tell are left out: look there, too.
        """
        told: list[str] = []
        for level in _PIECE.sub(_level_by_level, self.text).split("/")[:-1]:
            if not {word for word, _ in _PIECE.findall(level)} <= {"camera", *_START_WORDS}:
                break
            told.append(level)
        template = "/".join(told)
        first_at = wanted.from_at - timedelta(seconds=self.length_s or LONGEST_S)
        half_hours = int((wanted.to_at - first_at) / HALF_AN_HOUR)
        moments = [first_at + step * HALF_AN_HOUR for step in range(half_hours + 1)]
        written = (
            _written(template, camera, at.astimezone(self.zone)) for at in (*moments, wanted.to_at)
        )
        return tuple(dict.fromkeys(written))

    def span(self, path: str, camera: str) -> TimeWindow | None:
        """When the file of this relative path was recorded; None where the name is another's."""
        named = re.fullmatch(self._expression(camera), path)
        if named is None:
            return None
        pieces = dict(zip(self._words(), named.groups(), strict=True))
        try:
            start_at = self._moment(pieces, _START_WORDS)
            if self._has("end"):
                return TimeWindow(start_at, self._end(pieces, start_at))
        except ValueError:  # digits that are no date
            return None
        length = next((text for (_, word, _), text in pieces.items() if word == "length_s"), None)
        length_s = float(length) if length is not None else self.length_s or 0.0
        return TimeWindow(start_at, start_at + timedelta(seconds=length_s))

    def _words(self) -> list[tuple[int, str, str]]:
        """The pieces that stand in groups, numbered, since one may stand twice."""
        kept = (one for one in _PIECE.findall(self.text) if one[0] not in ("camera", "any"))
        return [(number, word, told) for number, (word, told) in enumerate(kept)]

    def _expression(self, camera: str) -> str:
        def group(piece: re.Match[str]) -> str:
            word, told = piece[1], piece[2]
            if word == "camera":
                return re.escape(camera)
            if word == "any":
                return _BARE_WORDS[word]
            return f"({_BARE_WORDS.get(word) or _digits(told)})"

        parts, last = [], 0
        for piece in _PIECE.finditer(self.text):
            parts += [re.escape(self.text[last : piece.start()]), group(piece)]
            last = piece.end()
        return "".join((*parts, re.escape(self.text[last:])))

    def _moment(self, pieces: dict[tuple[int, str, str], str], words: frozenset[str]) -> datetime:
        of = [(told, text) for (_, word, told), text in pieces.items() if word in words]
        formats, texts = zip(*of, strict=True)
        # Twice the same directive, as the hour in folder and name, is one too many for strptime.
        seen: dict[str, str] = {}
        for told, text in zip(formats, texts, strict=True):
            found = re.fullmatch(_digits(told, grouped=True), text)
            seen.update(zip(_DIRECTIVE.findall(told), found.groups() if found else (), strict=True))
        at = datetime.strptime(" ".join(seen.values()), " ".join(seen))  # noqa: DTZ007 - below
        return at if at.tzinfo is not None else at.replace(tzinfo=self.zone)

    def _end(self, pieces: dict[tuple[int, str, str], str], start_at: datetime) -> datetime:
        """The end; where its name tells the time of day only, the first such after the start."""
        told = set(_DIRECTIVE.findall(self._format(frozenset({"end"}))))
        if any(day <= told for day in _WHOLE_DAYS):
            return self._moment(pieces, frozenset({"end"}))
        of_day = self._moment(pieces, frozenset({"end"}))
        end_at = start_at.replace(hour=of_day.hour, minute=of_day.minute, second=of_day.second)
        return end_at if end_at > start_at else end_at + timedelta(days=1)

    def _format(self, words: frozenset[str]) -> str:
        return " ".join(told for word, told in _PIECE.findall(self.text) if word in words)

    def _has(self, word: str) -> bool:
        return any(one == word for one, _ in _PIECE.findall(self.text))

    def _refused(self, why: str) -> InvalidSettings:
        return InvalidSettings(f"the pattern {self.text!r} cannot be used: {why}")


def _is_known(word: str, told: str) -> bool:
    if word in _START_WORDS or word == "end":
        found = _DIRECTIVE.findall(told)
        return bool(found) and all(one in _DIRECTIVES for one in found)
    return word in _BARE_WORDS and not told


def _digits(told: str, *, grouped: bool = False) -> str:
    """The expression of a piece's format; each directive in a group of its own if wanted."""
    parts, last = [], 0
    for one in _DIRECTIVE.finditer(told):
        digits = _DIRECTIVES[one[0]]
        parts += [re.escape(told[last : one.start()]), f"({digits})" if grouped else digits]
        last = one.end()
    return "".join((*parts, re.escape(told[last:])))


def _level_by_level(piece: re.Match[str]) -> str:
    """A piece over several folders as one piece for each of them."""
    if piece[2] is None:
        return piece[0]
    return "/".join(f"{{{piece[1]}:{told}}}" for told in piece[2].split("/"))


def _written(template: str, camera: str, at: datetime) -> str:
    return _PIECE.sub(
        lambda piece: camera if piece[1] == "camera" else at.strftime(piece[2]), template
    )
