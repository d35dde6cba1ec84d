"""M09: each of the two shows a situation of the list (双方均有列明的违法情形).

Where each has a listed fault of its own, and not one and the same (R03), equal shares are
proposed, and an officer may find one graver than the other. It says so beside the equal
shares that two findings make; it changes nothing of them.

Reference:
    SPR-60(2).
"""

from accident_service.liability.fact import Facts
from accident_service.liability.finding import Finding
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "M09"
PROVISIONS = ("SPR-60(2)",)


def consider(
    facts: Facts,  # noqa: ARG001 - the signature every mixed case has
    findings: tuple[Finding, ...],
    a: TrackId,
    b: TrackId,
) -> MixedCase | None:
    """Has each its own finding, by different rules? Asked of one order only, as it is of both."""
    of_a = [one for one in findings if one.at_fault == a]
    of_b = [one for one in findings if one.at_fault == b]
    if a > b or not of_a or not of_b or {x.rule_code for x in of_a} == {x.rule_code for x in of_b}:
        return None
    us, them = vehicle(a), vehicle(b)
    rules_a = "、".join(one.rule_code for one in of_a)
    rules_b = "、".join(one.rule_code for one in of_b)
    return MixedCase(
        code=CODE,
        about=a,
        against=b,
        effect=Effect.RESERVE,
        suggested=((a, Grade.EQUAL), (b, Grade.EQUAL)),
        provisions=PROVISIONS,
        relied_on=(*of_a[0].relied_on, *of_b[0].relied_on),
        sentence_zh=f"双方各有列明的违法情形：{us.zh}（{rules_a}），{them.zh}（{rules_b}）",
        sentence_en=f"Each has a listed fault of its own: {us.en} ({rules_a.replace('、', ', ')})"
        f" and {them.en} ({rules_b.replace('、', ', ')})",
    )
