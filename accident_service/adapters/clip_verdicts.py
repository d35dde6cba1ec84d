"""Why a clip was not analysed, as codes that do not change with the wording."""

from enum import StrEnum

from accident_service.errors import ClipUnreadable


class ClipVerdict(StrEnum):
    """The ways a clip fails to be evidence, from the outside in."""

    MISSING = "missing"
    EMPTY = "empty"
    NOT_A_VIDEO = "not-a-video"
    NO_VIDEO = "no-video-stream"
    REFUSED_CODEC = "codec-refused"
    SVAC = "svac"  # GB/T 25724, which no open decoder reads
    VENDOR_FORMAT = "vendor-format"
    NO_SIZE = "no-picture-size"  # none that can be read, or one so large that it is not
    TOO_LARGE = "too-large"
    TOO_SMALL = "too-small"
    NO_TIMES = "no-timestamps"
    NO_PICTURES = "no-pictures"
    SIZE_CHANGES = "size-changes"
    READER_DIED = "reader-died"
    READER_TIMED_OUT = "reader-timed-out"
    READER_FAILED = "reader-failed"


def unreadable(verdict: ClipVerdict, message: str) -> ClipUnreadable:
    """The error to raise for this verdict."""
    return ClipUnreadable(message, verdict=verdict.value)


IN_CHINESE = {
    ClipVerdict.MISSING: "录像文件不存在",
    ClipVerdict.EMPTY: "录像文件为空",
    ClipVerdict.NOT_A_VIDEO: "文件不是可以打开的录像",
    ClipVerdict.NO_VIDEO: "文件中没有视频流",
    ClipVerdict.REFUSED_CODEC: "录像的编码格式不被接受",
    ClipVerdict.SVAC: "录像为SVAC编码（GB/T 25724），本系统无法解码，请导出为H.264或H.265编码",
    ClipVerdict.VENDOR_FORMAT: "录像为厂商私有格式，请导出为MP4文件",
    ClipVerdict.NO_SIZE: "无法读出画面尺寸，或尺寸过大",
    ClipVerdict.TOO_LARGE: "录像超出可分析的大小或时长",
    ClipVerdict.TOO_SMALL: "画面过小，无法测量",
    ClipVerdict.NO_TIMES: "录像没有时间戳",
    ClipVerdict.NO_PICTURES: "录像无法解码出画面",
    ClipVerdict.SIZE_CHANGES: "录像画面尺寸中途改变",
    ClipVerdict.READER_DIED: "解码程序崩溃，录像可能已损坏",
    ClipVerdict.READER_TIMED_OUT: "分析超过规定时间",
    ClipVerdict.READER_FAILED: "分析程序出错",
}
