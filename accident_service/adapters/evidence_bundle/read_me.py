"""The page a court opens first: what is in the bundle, what is not, and how to check it."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment

from accident_service import __version__
from accident_service.adapters.evidence_bundle.archive import Part
from accident_service.adapters.evidence_bundle.manifest import Withheld
from accident_service.casefile.working_days import BEIJING
from accident_service.casework.evidence_ports import BundleContents

READ_ME = "README.html"
# What each kind of part is, for people, in Chinese and English; in the order one reads them.
KINDS: Mapping[str, tuple[str, str]] = {
    "document": ("法律文书", "Document"),
    "masked-document": (
        "法律文书副本（他方信息已遮盖）",
        "Copy of the document, the other party masked",
    ),
    "signed-document": ("法律文书的签名数据", "The document's content, signed"),
    "review-paper": ("复核文书", "Conclusion of a review"),
    "drawing": ("平面图和曲线", "Plans and curves"),
    "original": ("原始录像，一个字节未改", "Recording as delivered, not one byte changed"),
    "clip": ("由原始录像无损截取、拼接，用于测量", "Cut or joined from originals, not coded anew"),
    "timing-certificate": ("时间与取证经过证明", "When it was taken, and how it came here"),
    "calibration": ("摄像机标定及逐点残差", "The camera's calibration with residuals"),
    "scene": ("测量所依据的标志点、道路和信号", "Survey, road and signals measured by"),
    "result": ("测量结果（原件）", "The result of the measurement, as sealed"),
    "measurement": (
        "测量数据（不含机器建议和号牌）",
        "What was measured, without proposal and plates",
    ),
    "trajectories": ("各车轨迹表", "Every vehicle's path as a table"),
    "contacts": ("接触情况表", "Contacts as a table"),
    "map": ("可用地图软件打开的轨迹", "Paths for a map program (GeoPackage)"),
    "scenario": ("可在仿真软件中重放的场景", "The scene for simulators (OpenSCENARIO)"),
    "road": ("场景所用道路", "The road of that scene (OpenDRIVE)"),
    "camera-views": ("摄像机逐帧姿态", "How the camera stood at each picture"),
    "picture-log": ("被分析画面的校验值", "Hashes of the pictures analysed"),
    "camera-picture": ("画面截图和影片", "Stills and films of the camera"),
    "party-picture": ("供当事人查看的画面", "Pictures drawn for a party"),
    "photo-original": ("当事人照片原件", "A party's photograph as sent"),
    "photo": ("当事人照片", "A party's photograph"),
    "own-recording": ("当事人自有录像（未用于测量）", "A party's own recording (never measured)"),
    "disclosed-copy": ("已去除他人信息的录像副本", "A copy of a recording, others destroyed in it"),
    "case-record": ("案件全部记录", "Everything on record in the case"),
    "audit-extract": ("本案操作记录及存证路径", "Who did what in the case, with proofs"),
    "ledger-head": ("操作记录总账的签名", "The ledger's head, signed"),
    "time-stamp": ("第三方时间戳", "A third party's time stamp (RFC 3161)"),
    "versions": ("软件、规则和标定版本", "Versions of software, rules and survey"),
    "keys": ("签名公钥", "The public key of the signatures"),
}
PLACES = {kind: place for place, kind in enumerate(KINDS)}
FOR_WHOM = {
    "court": ("人民法院", "a court"),
    "insurer": ("保险公司", "an insurer"),
    "party-A": ("甲方当事人", "party A"),
    "party-B": ("乙方当事人", "party B"),
}


def read_me(
    contents: BundleContents,
    parts: Sequence[Part],
    withheld: Sequence[Withheld],
    public_keys: Mapping[str, Any],
) -> Part:
    """The page; nothing in it is loaded from elsewhere."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    source = files("accident_service.adapters.evidence_bundle").joinpath("read_me.html")
    page = environment.from_string(source.read_text(encoding="utf-8")).render(
        case=contents.case,
        numbers=contents.numbers,
        head=contents.head,
        made_at=contents.head.head.signed_at.astimezone(BEIJING),
        for_whom=FOR_WHOM[contents.entitlement.words],
        parts=sorted(parts, key=lambda one: PLACES[one.kind]),
        withheld=sorted(withheld, key=lambda one: PLACES[one.part.kind]),
        kinds=KINDS,
        key_ids=[key["kid"] for key in public_keys["keys"]],
        version=__version__,
    )
    return Part(path=READ_ME, kind="read-me", media_type="text/html", content=page.encode())
