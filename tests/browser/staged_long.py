"""A case in which everything that people write is as long as it gets."""

from dataclasses import replace

from accident_service.quantities.identifiers import CaseId
from tests.browser.staged import analysed
from tests.fakes import examples
from tests.fakes.casework import FakeWorld

NAME = "阿卜杜热合曼·买买提艾力·吐尔逊江·努尔麦麦提"
PLACE = (
    "解放北路与人民大街交叉口西北侧三百二十米处，第三人民医院门诊楼对面公交站台以南的非机动车道旁"
)
WORDS = (
    "我当时沿解放北路由南向北正常行驶，前方路口信号灯为红灯，我提前减速并在停止线前停车等候，"
    "大约过了十秒钟，后面一辆黑色的小型越野车没有减速，直接撞到我的车尾。"
    "I had been waiting for about ten seconds when I was hit from behind; "
    "GB38900-2020/TRAFFICLIGHT-APPROACH-NORTHEASTERN-LANE-3. "
) * 4


def with_long_words(world: FakeWorld) -> FakeWorld:
    """The world with BCDF0009 in it."""
    case = analysed(world, examples.proposed_case("9"))
    first, *others = case.statements
    words = replace(first, words=WORDS)
    place = replace(case.report.place, words=PLACE)
    told = replace(
        case,
        id=CaseId("case-9"),
        site=None,
        parties=tuple(replace(party, name=NAME) for party in case.parties),
        statements=(words, *others),
        report=replace(case.report, place=place),
    )
    with world.ledger.transaction() as work:
        work.cases.add(told)
    return world
