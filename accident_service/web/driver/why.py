"""The decision as one party reads it: plain words, the pictures made for it, what it objects to."""

from collections.abc import Iterator
from dataclasses import dataclass

from accident_service.casefile.analysis import Exhibit
from accident_service.casefile.case import Case
from accident_service.casefile.determination import Determination
from accident_service.casefile.feedback import Feedback
from accident_service.casefile.insurer_leave import ClaimLeave
from accident_service.casefile.objection import Objection, Subject, SubjectKind
from accident_service.casefile.party_picture import drawn_for
from accident_service.casefile.plain_words import PlainFact, PlainWords, plain_words
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import UnitOfWork
from accident_service.reports.party import PartyLetter
from accident_service.web.service import casework

# A still this near shows the moment: stills are cut where facts say something happened.
SAME_MOMENT_S = 0.1
# What tells most at a glance, besides the moments the decision rests on.
LEADING = frozenset({"camera-film", "plan-film", "plan"})
WHOLE_DECISION = Subject(
    kind=SubjectKind.OTHER, key="decision", zh="整个认定", en="the decision as a whole"
)
SHOWN_AT = frozenset({Stage.DETERMINED, Stage.CERTIFIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Everything about the decision on a party's page.

    `picture_of` gives the still of a fact's moment by the fact's key.
    """

    plain: PlainWords | None
    picture_of: dict[str, Exhibit]
    leading: frozenset[str]  # names of the pictures shown at once; the others unfold
    drawn: bool  # are the party's own pictures made, or only the drawings there?
    objections: tuple[Objection, ...]
    leave: ClaimLeave | None
    feedback: Feedback | None


def why_of(work: UnitOfWork, case: Case, letter: PartyLetter) -> Why:
    """The decision of this case for this party."""
    proceedings = work.proceedings.load(case.id)
    plain = plain_words(case, letter)
    facts = (*plain.rests_on, *plain.also_measured) if plain else ()
    shown = shown_to(case, letter)
    picture_of = dict(_pictures(facts, shown))
    moments = {one.name for one in picture_of.values()}
    return Why(
        plain=plain,
        picture_of=picture_of,
        leading=frozenset(moments | {one.name for one in shown if one.kind in LEADING}),
        drawn=bool(drawn_for(letter, case.party_pictures)),
        objections=tuple(one for one in proceedings.objections if one.letter is letter),
        leave=proceedings.leave_of(letter),
        feedback=casework().party_after.rate.book.of_party(case.id, letter),
    )


def shown_to(case: Case, letter: PartyLetter) -> tuple[Exhibit, ...]:
    """What this party sees of the evidence: what was drawn for it, everybody else made unreadable.

    Until that is drawn, the plan, still and in motion, and the curves: the camera's own
    pictures show other people's plates and faces, and those only officers see.
    """
    analysis = case.primary_analysis
    if analysis is None or case.stage not in SHOWN_AT:
        return ()
    everything = (*analysis.pictures, *analysis.films)
    drawings = tuple(one for one in everything if one.kind not in ("still", "camera-film"))
    return drawn_for(letter, case.party_pictures) or drawings


def subjects_of(
    case: Case, letter: PartyLetter, determination: Determination
) -> tuple[Subject, ...]:
    """Everything the party was shown and may see differently."""
    return (WHOLE_DECISION, *_subjects(case, letter, determination))


def _subjects(case: Case, letter: PartyLetter, determination: Determination) -> Iterator[Subject]:
    plain = plain_words(case, letter)
    if plain is not None:
        for number, one in enumerate(plain.why, start=1):
            yield Subject(kind=SubjectKind.FINDING, key=str(number), zh=one.zh, en=one.en)
        for fact in (*plain.rests_on, *plain.also_measured):
            words = fact.words
            yield Subject(kind=SubjectKind.FACT, key=fact.key, zh=words.zh, en=words.en)
    for picture in shown_to(case, letter):
        yield Subject(
            kind=SubjectKind.PICTURE,
            key=picture.name,
            zh=picture.caption_zh,
            en=picture.caption_en,
        )
    for provision in determination.provisions:
        yield Subject(kind=SubjectKind.ARTICLE, key=provision.key, zh=provision.zh, en=provision.en)


def _pictures(
    facts: tuple[PlainFact, ...], shown: tuple[Exhibit, ...]
) -> Iterator[tuple[str, Exhibit]]:
    stills = [(one.pts_s, one) for one in shown if one.kind == "still" and one.pts_s is not None]
    for fact in facts:
        if fact.pts_s is None or not stills:
            continue
        moment_s = fact.pts_s
        pts_s, nearest = min(stills, key=lambda one: abs(one[0] - moment_s))
        if abs(pts_s - moment_s) <= SAME_MOMENT_S:
            yield fact.key, nearest
