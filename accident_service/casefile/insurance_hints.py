"""What insurers ask next, said beside a determination and never as part of it.

A determination says who bears responsibility and how much of it in five words. How damages
are split is for civil law and for insurers; what is commonly done is told here as that.
"""

from dataclasses import dataclass

from accident_service.casefile.determination import Determination
from accident_service.liability.grade import Grade

# As accident records number them (GA/T 16, 事故责任), as far as known; 6 is "cannot be determined".
RESPONSIBILITY_CODES: dict[Grade, str] = {
    Grade.FULL: "1",
    Grade.PRIMARY: "2",
    Grade.EQUAL: "3",
    Grade.SECONDARY: "4",
    Grade.NONE: "5",
}
RESPONSIBILITY_WORDS: dict[Grade, tuple[str, str]] = {
    Grade.FULL: ("全部责任", "full responsibility"),
    Grade.PRIMARY: ("主要责任", "primary responsibility"),
    Grade.EQUAL: ("同等责任", "equal responsibility"),
    Grade.SECONDARY: ("次要责任", "secondary responsibility"),
    Grade.NONE: ("无责任", "no responsibility"),
}
# Between two motor vehicles; common practice, in no article.
CUSTOMARY_PERCENT: dict[Grade, int] = {
    Grade.FULL: 100,
    Grade.PRIMARY: 70,
    Grade.EQUAL: 50,
    Grade.SECONDARY: 30,
    Grade.NONE: 0,
}
PROPERTY_LIMIT_YUAN = 2000  # compulsory cover for property, per accident, since 2020-09-19


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of each insurer paying for its own car; None is not known here."""

    code: str
    met: bool | None
    zh: str
    en: str


def customary_percents(determination: Determination) -> tuple[int, ...] | None:
    """How civil damages are commonly split between two motor vehicles, in order of the parties.

    None where the customary figures are no split: other than two parties, or a sum not 100.
    """
    percents = tuple(CUSTOMARY_PERCENT[party.grade] for party in determination.parties)
    return percents if len(percents) == 2 and sum(percents) == 100 else None


def each_pays_its_own(determination: Determination) -> tuple[Condition, ...]:
    """The conditions of 互碰自赔: each insurer pays its own insured's car."""
    parties = determination.parties
    return (
        Condition(
            "all-responsible",
            met=all(party.grade is not Grade.NONE for party in parties),
            zh="各方均有责任",
            en="Every party bears some responsibility",
        ),
        Condition(
            "all-insured",
            met=True if all(party.insurer and party.policy_no for party in parties) else None,
            zh="各方均投保交强险（依当事人填报）",
            en="Every party has compulsory cover, as the parties stated",
        ),
        Condition(
            "no-injury",
            met=True,  # a case with an injury is never decided here; the document says so
            zh="无人员伤亡（依当事人填报）",
            en="Nobody was injured, as the parties stated",
        ),
        Condition(
            "no-other-property",
            met=None,
            zh="无车外财产损失",
            en="No property besides the vehicles was damaged",
        ),
        Condition(
            "within-limit",
            met=None,
            zh=f"各方车辆损失均在交强险财产损失限额{PROPERTY_LIMIT_YUAN}元以内",
            en=f"The loss of each vehicle is within {PROPERTY_LIMIT_YUAN} yuan",
        ),
        Condition("all-agree", met=None, zh="各方同意采用互碰自赔", en="Every party agrees to it"),
    )


def may_each_pay_its_own(conditions: tuple[Condition, ...]) -> bool | None:
    """False where a condition fails, True where all are met, None where one is not known."""
    if any(one.met is False for one in conditions):
        return False
    return True if all(one.met for one in conditions) else None
