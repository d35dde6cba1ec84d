"""How a document names people and vehicles: party A (甲方) and party B (乙方), never a track.

Facts and findings speak of vehicles by their track, and bracket their intervals; a document
puts the party in the track's place, and reads the interval out.
"""

import re

from accident_service.casefile.party_tracks import PartyTracks
from accident_service.quantities.identifiers import TrackId
from accident_service.reports.party import PartyLetter

BRACKETED = re.compile(r"\[(-?[0-9.]+), (-?[0-9.]+)\]")

PARTY_ZH = {PartyLetter.A: "甲方", PartyLetter.B: "乙方"}
PARTY_EN = {PartyLetter.A: "party A", PartyLetter.B: "party B"}


def vehicle_zh(letter: PartyLetter) -> str:
    """甲方车辆 or 乙方车辆."""
    return f"{PARTY_ZH[letter]}车辆"


def vehicle_en(letter: PartyLetter) -> str:
    """Whose vehicle, in English."""
    return f"{PARTY_EN[letter]}'s vehicle"


def in_party_terms_zh(sentence: str, tracks: PartyTracks | None) -> str:
    """The sentence with 甲方车辆 and 乙方车辆 for the tracks, as far as they are matched."""
    for letter, track in _matched(tracks):
        for mention in _mentions("车辆", track):
            sentence = mention.sub(vehicle_zh(letter), sentence)
    return BRACKETED.sub(r"\1至\2", sentence)


def in_party_terms_en(sentence: str, tracks: PartyTracks | None) -> str:
    """The same in English, with a capital where the sentence begins."""
    for letter, track in _matched(tracks):
        for mention in _mentions(r"vehicle\s+", track):
            sentence = mention.sub(vehicle_en(letter), sentence)
    sentence = BRACKETED.sub(r"\1 to \2", sentence)
    return sentence[:1].upper() + sentence[1:]


def _matched(tracks: PartyTracks | None) -> tuple[tuple[PartyLetter, TrackId], ...]:
    if tracks is None:
        return ()
    return tuple((letter, tracks.track_of(letter)) for letter in PartyLetter)


def _mentions(word: str, track: TrackId) -> tuple[re.Pattern[str], ...]:
    """How the track is mentioned: behind the word, and, where no word can look like it, alone."""
    name = rf"{re.escape(track)}(?![A-Za-z0-9_])"
    # A sentence that begins with a vehicle may have changed the case of its name.
    behind_the_word = re.compile(rf"(?<![A-Za-z0-9_]){word}{name}", re.IGNORECASE)
    # "A" and "3" are words of any sentence; "V3" is not.
    unmistakable = any(c.isdigit() for c in track) and any(c.isalpha() for c in track)
    if not unmistakable:
        return (behind_the_word,)
    return behind_the_word, re.compile(rf"(?<![A-Za-z0-9_]){name}")
