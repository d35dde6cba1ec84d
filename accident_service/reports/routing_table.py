"""Order 146 as a table: what follows from which answer, and how to say so.

Read from the top; `eligibility.route` takes the first row that applies.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One way a case can go: why, and what the driver should do now."""

    code: str
    provisions: tuple[str, ...]
    why_zh: str
    why_en: str
    do_zh: str
    do_en: str
    handled_online: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRow(Row):
    """A way out of remote handling, taken when the named screening answer is yes."""

    answer: str


STAY_AND_CALL_ZH = "请保护现场，立即拨打122报警，在安全处等候民警。"
STAY_AND_CALL_EN = "Leave things as they are, call 122 at once and wait in a safe place."
MOVE_AND_CALL_ZH = "请先拍照或者标明车辆位置，再将车辆移至不妨碍交通的地点，并拨打122报警。"
MOVE_AND_CALL_EN = "Photograph or mark the positions, move the cars aside, then call 122."

REFERRALS: tuple[ReferralRow, ...] = (
    ReferralRow(
        code="REF_DEATH_INJURY",
        answer="injured",
        provisions=("SPR-13",),
        why_zh="有人受伤或者死亡的事故，须由民警到现场处理。",
        why_en="Someone was hurt or killed: officers must come to the scene.",
        do_zh="请立即拨打120和122，抢救伤员，保护现场。",
        do_en="Call 120 and 122 at once, help the injured and protect the scene.",
    ),
    ReferralRow(
        code="REF_CRIME",
        answer="crime_suspected",
        provisions=("SPR-23",),
        why_zh="涉嫌交通肇事、危险驾驶等犯罪的，不适用简易程序，不能在线办理。",
        why_en="A crime such as dangerous driving is suspected: the simple procedure is excluded.",
        do_zh=STAY_AND_CALL_ZH,
        do_en=STAY_AND_CALL_EN,
    ),
    ReferralRow(
        code="REF_LICENCE",
        answer="driver_without_licence",
        provisions=("SPR-13(1)",),
        why_zh="驾驶人无有效驾驶证或者准驾车型不符，不能自行协商或者在线办理。",
        why_en="A driver has no valid licence for the vehicle driven.",
        do_zh=STAY_AND_CALL_ZH,
        do_en=STAY_AND_CALL_EN,
    ),
    ReferralRow(
        code="REF_ALCOHOL_DRUGS",
        answer="alcohol_or_drugs",
        provisions=("SPR-13(2)",),
        why_zh="驾驶人有饮酒、服用国家管制的精神药品或者麻醉药品嫌疑。",
        why_en="A driver is suspected of drink or drugs.",
        do_zh=STAY_AND_CALL_ZH,
        do_en=STAY_AND_CALL_EN,
    ),
    ReferralRow(
        code="REF_SCHOOLBUS_PAX",
        answer="school_bus_or_overloaded_coach",
        provisions=("SPR-13(3)",),
        why_zh="涉及校车或者客运车辆，且有严重超员、超速嫌疑。",
        why_en="A school bus or coach is suspected of being badly overloaded or speeding.",
        do_zh=STAY_AND_CALL_ZH,
        do_en=STAY_AND_CALL_EN,
    ),
    ReferralRow(
        code="REF_PLATE",
        answer="plate_missing_or_forged",
        provisions=("SPR-13(4)",),
        why_zh="机动车无号牌，或者使用伪造、变造的号牌。",
        why_en="A vehicle has no plate, or a forged or altered one.",
        do_zh=STAY_AND_CALL_ZH,
        do_en=STAY_AND_CALL_EN,
    ),
    ReferralRow(
        code="REF_IMMOBILE",
        answer="vehicle_cannot_move",
        provisions=("SPR-13(5)",),
        why_zh="车辆不能自行移动，需要民警到场。",
        why_en="A vehicle cannot move by itself: an officer has to come.",
        do_zh="请开启危险报警闪光灯，在来车方向设置警告标志，人员撤至安全处，并拨打122。",
        do_en="Hazard lights on, warning triangle out, people to a safe place; call 122.",
    ),
    ReferralRow(
        code="REF_LEFT_SCENE",
        answer="party_left_scene",
        provisions=("SPR-13(6)", "SPR-61"),
        why_zh="有当事人离开现场，须由民警调查。",
        why_en="Someone involved has left the scene: officers must investigate.",
        do_zh=STAY_AND_CALL_ZH,
        do_en=STAY_AND_CALL_EN,
    ),
    ReferralRow(
        code="REF_DELIBERATE",
        answer="deliberate",
        provisions=("SPR-13(7)", "SPR-60"),
        why_zh="有证据证明事故由一方故意造成，须由民警调查。",
        why_en="There is evidence that someone caused it on purpose: officers must investigate.",
        do_zh=STAY_AND_CALL_ZH,
        do_en=STAY_AND_CALL_EN,
    ),
    ReferralRow(
        code="REF_HAZMAT",
        answer="dangerous_goods",
        provisions=("SPR-15",),
        why_zh="车辆载有爆炸、易燃、毒害、放射、腐蚀、传染病病原体等危险物品。",
        why_en="A vehicle carries explosive, inflammable, toxic or other dangerous goods.",
        do_zh="请立即远离车辆和泄漏物，拨打119和122，说明危险物品名称。",
        do_en="Get away from vehicles and spills, call 119 and 122, and name the goods.",
    ),
    ReferralRow(
        code="MOVE_THEN_CALL_DOCS",
        answer="inspection_or_insurance_missing",
        provisions=("SPR-14(1)",),
        why_zh="机动车无检验合格标志或者无保险标志，移车后须报警处理。",
        why_en="A vehicle lacks its inspection or insurance mark: move it, then report to police.",
        do_zh=MOVE_AND_CALL_ZH,
        do_en=MOVE_AND_CALL_EN,
    ),
    ReferralRow(
        code="MOVE_THEN_CALL_PROPERTY",
        answer="facility_damaged",
        provisions=("SPR-14(2)", "REG-88"),
        why_zh="碰撞建筑物、公共设施或者其他设施，不得驶离，须报警处理。",
        why_en="A building or public facility was hit: you must not drive off; report to police.",
        do_zh=MOVE_AND_CALL_ZH,
        do_en=MOVE_AND_CALL_EN,
    ),
    ReferralRow(
        code="REF_PARTY_REQUEST",
        answer="officer_wanted",
        provisions=("SPR-20.2",),
        why_zh="有当事人要求民警到场处理的，应当派民警到场。",
        why_en="A party asks for an officer on the scene, and then one must come.",
        do_zh=MOVE_AND_CALL_ZH,
        do_en=MOVE_AND_CALL_EN,
    ),
    ReferralRow(
        code="REF_FOREIGN_DIPLOMATIC",
        answer="diplomatic_vehicle",
        provisions=("SPR-96", "SPR-100"),
        why_zh="涉及享有外交特权与豁免的人员或者车辆，按专门规定办理。",
        why_en="Persons or vehicles with diplomatic privilege are handled under special rules.",
        do_zh=STAY_AND_CALL_ZH,
        do_en=STAY_AND_CALL_EN,
    ),
    ReferralRow(
        code="REF_MILITARY",
        answer="military_vehicle",
        provisions=("SPR-12",),
        why_zh="涉及军队、武警部队车辆的，由民警到场处理并与有关部门衔接。",
        why_en="A vehicle of the armed forces or armed police is involved: an officer must come.",
        do_zh=STAY_AND_CALL_ZH,
        do_en=STAY_AND_CALL_EN,
    ),
)

SELF_NEGOTIATE = Row(
    code="SELF_NEGOTIATE",
    provisions=("SPR-19", "SPR-20", "SPR-21"),
    why_zh="仅造成财产损失，且各方对事实和成因没有争议，应当自行协商处理。",
    why_en="Only property was damaged and nobody disputes how: the parties settle it themselves.",
    do_zh="请先拍照，立即撤离现场，再继续填写，由双方在线签订自行协商协议书。协商不成的，"
    "任何一方可以转为在线认定，由双方共同申请。",
    do_en="Photograph, clear the road at once, then go on here: both sign an agreement online."
    " Should you not agree, either of you may turn to the police, and both apply together for"
    " an online determination.",
    handled_online=True,
)

LATE_REPORT = Row(
    code="LATE_REPORT",
    provisions=("SPR-18",),
    why_zh="当事人未在现场报警、事后请求处理的，公安机关先核查事故事实，三个工作日内决定是否受理。",
    why_en="Reported after everyone had left: police first verify that it happened and decide"
    " within three working days whether to take the case.",
    do_zh="请继续填写。系统将先行调取并保全监控录像，供民警核查。",
    do_en="Please go on. The recordings are preserved now, for the officer to verify.",
    handled_online=True,
)

ONLINE_DETERMINE = Row(
    code="ONLINE_DETERMINE",
    provisions=("SPR-20.1",),
    why_zh="财产损失事故，当事人对事实或者成因有争议的，可以共同申请通过互联网在线认定责任。",
    why_en="Only property was damaged and facts or cause are disputed: the parties may together"
    " apply for the responsibility to be determined online.",
    do_zh="请先拍照，立即将车辆移至不妨碍交通的地点，再继续填写。",
    do_en="Photograph, clear the road at once, and then go on here.",
    handled_online=True,
)

SIMPLE_PROCEDURE = Row(
    code="SIMPLE_PROCEDURE",
    provisions=("SPR-23", "SPR-24"),
    why_zh="财产损失事故由一名具备资格的民警适用简易程序处理。",
    why_en="One qualified officer decides by the simple procedure.",
    do_zh="无需另行办理。",
    do_en="Nothing more is asked of you.",
)

GENERAL_PROCEDURE = Row(
    code="GENERAL_PROCEDURE",
    provisions=("SPR-27",),
    why_zh="该事故适用一般程序，由两名以上民警调查。",
    why_en="Two or more officers investigate by the general procedure.",
    do_zh="请配合民警现场调查。",
    do_en="Please assist the officers at the scene.",
)

ROWS: tuple[Row, ...] = (
    *REFERRALS,
    SELF_NEGOTIATE,
    LATE_REPORT,
    ONLINE_DETERMINE,
    SIMPLE_PROCEDURE,
    GENERAL_PROCEDURE,
)

_BY_CODE = {row.code: row for row in ROWS}


def row_of(code: str) -> Row:
    """The row of a routing code.

    Raises:
        KeyError: No row has this code.
    """
    return _BY_CODE[code]
