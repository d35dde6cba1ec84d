"""What was measured, told to people: by party, not by the number of a track."""

from accident_service.casefile.case import Case
from accident_service.casefile.party_terms import in_party_terms_en, in_party_terms_zh
from accident_service.web.language import spoken


def told(case: Case, chinese: str, english: str) -> str:
    """The sentence in the reader's language, with 甲方 and 乙方 where vehicles are matched."""
    return spoken(
        in_party_terms_zh(chinese, case.party_tracks), in_party_terms_en(english, case.party_tracks)
    )
