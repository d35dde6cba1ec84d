"""Sentences officers write again and again, ready to be adapted; never in the record by themselves.

They are in Chinese whatever the page's language: the documents they go into are. "……" marks
what has to be filled in.
"""

AMEND = (
    "经审查录像第……秒画面，……方……，与建议所依据的事实不符。",
    "……方起步（变更车道、转弯）时未察明后方情况，对事故发生有过错。",
    "双方均有过错且作用相当，依法承担同等责任。",
    "录像未能反映……，结合双方陈述和现场照片予以认定。",
)
CERTIFY = (
    "录像在接触前后被……遮挡，无法查明……。",
    "双方对信号灯状态陈述相反，且无录像或者其他证据证明。",
    "现有录像无法区分接触先后，不能查明事故成因。",
)
REFER = (
    "画面中另有第三辆车参与，须到现场勘查。",
    "当事人报告有人身体不适，转一般程序处理。",
    "涉及道路设施损坏，须到现场勘查。",
    "当事人身份或者驾驶资格存疑，须到现场核查。",
)
SENTENCES = {"amend": AMEND, "certify": CERTIFY, "refer": REFER}
