"""What a determination tells the parties they may do, and until when.

Order 146: review 71 (three working days, once), mediation 86 and 90 (ten working days each);
suit RTSL-74. "Working days" by SPR-112(5).
"""

RIGHTS_ZH = (
    "一、复核：当事人对本认定有异议的，可以自本认定书送达之日起三个工作日内，向上一级公安机关"
    "交通管理部门提出书面复核申请，载明复核请求、理由和主要证据。同一事故的复核以一次为限。\n"
    "二、调解：各方当事人可以自收到本认定书之日起十个工作日内，一致书面申请公安机关交通管理部门"
    "对损害赔偿争议进行调解，调解期限为十个工作日。\n"
    "三、诉讼：对损害赔偿有争议的，当事人可以直接向人民法院提起民事诉讼。"
)
RIGHTS_EN = (
    "1. Review: who disagrees may apply in writing to the next higher traffic police unit within"
    " three working days of service, stating request, reasons and main evidence; once per"
    " accident.\n"
    "2. Mediation: within ten working days of receipt the parties may together apply in writing"
    " for mediation of the damages; it lasts ten working days.\n"
    "3. Suit: a dispute over damages may be brought to a people's court directly."
)
