"""What can be wrong with a field, as codes; pages choose the language, the code stays.

`InvalidReport.complaints` maps a field's name to one of these codes.
"""

from enum import StrEnum


class Complaint(StrEnum):
    """One thing wrong with one field; the value is stable and is what pages translate by."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    NOT_A_CHOICE = "not-a-choice"
    ANSWER_YES_OR_NO = "answer-yes-or-no"
    NAME_LETTERS_ONLY = "name-letters-only"
    PHONE_PATTERN = "phone-pattern"
    IDENTITY_LENGTH = "identity-length"
    IDENTITY_OLD_NUMBER = "identity-old-number"
    IDENTITY_BIRTH_DATE = "identity-birth-date"
    IDENTITY_CHECK_DIGIT = "identity-check-digit"
    IDENTITY_UNDER_AGE = "identity-under-age"
    PLATE_PROVINCE = "plate-province"
    PLATE_LENGTH = "plate-length"
    PLATE_LETTER_I_OR_O = "plate-letter-i-or-o"
    PLATE_PATTERN = "plate-pattern"
    PLATE_SPECIAL = "plate-special"
    POLICY_PATTERN = "policy-pattern"
    PLACE_MISSING = "place-missing"
    COORDINATE_ALONE = "coordinate-alone"
    COORDINATE_RANGE = "coordinate-range"
    TIME_PATTERN = "time-pattern"
    TIME_IN_FUTURE = "time-in-future"
    TIME_TOO_LONG_AGO = "time-too-long-ago"
    NUMBER_RANGE = "number-range"
    SUBMISSION_KEY_PATTERN = "submission-key-pattern"
    TIME_OF_DAY = "time-of-day"
    TICK_WHAT_APPLIES = "tick-what-applies"


# (Chinese, English): what happened, and what would be accepted.
IN_WORDS: dict[Complaint, tuple[str, str]] = {
    Complaint.MISSING: ("此项必填。", "This is needed."),
    Complaint.TOO_LONG: ("内容过长，请精简。", "This is too long; please shorten it."),
    Complaint.NOT_A_CHOICE: ("请从所列选项中选择。", "Choose one of the options shown."),
    Complaint.TIME_OF_DAY: ("请填写时间，例如 08:30。", "Give the time of day, such as 08:30."),
    Complaint.TICK_WHAT_APPLIES: (
        "请勾选符合的情形，都不符合请选“否”。",
        "Tick what applies, or answer no.",
    ),
    Complaint.ANSWER_YES_OR_NO: ("请回答“是”或“否”。", "Answer yes or no."),
    Complaint.NAME_LETTERS_ONLY: (
        "请填写证件上的姓名，不含数字和符号。",
        "Give the name as on the identity card, without digits or symbols.",
    ),
    Complaint.PHONE_PATTERN: (
        "请填写11位手机号码，以1开头。",
        "Give a mobile number of 11 digits beginning with 1.",
    ),
    Complaint.IDENTITY_LENGTH: (
        "居民身份证号码为18位。使用其他证件的，请拨打122由民警受理。",
        "A resident identity number has 18 characters. With another document, call 122.",
    ),
    Complaint.IDENTITY_OLD_NUMBER: (
        "15位旧号码已停用，请填写18位居民身份证号码。",
        "15-digit numbers are no longer in use; give the 18-character number.",
    ),
    Complaint.IDENTITY_BIRTH_DATE: (
        "号码第7至14位不是有效的出生日期，请核对。",
        "Characters 7 to 14 are not a date of birth; check the number.",
    ),
    Complaint.IDENTITY_CHECK_DIGIT: (
        "号码有误（校验位不符）,请逐位核对。",
        "The number contains a mistake (its last character does not fit); check each digit.",
    ),
    Complaint.IDENTITY_UNDER_AGE: (
        "该号码的持有人未满18周岁，不能在线办理，请拨打122。",
        "The holder of this number is under 18; this cannot be handled online, call 122.",
    ),
    Complaint.PLATE_PROVINCE: (
        "号牌应以省、自治区、直辖市简称开头，如“吉C12345”。",
        "A plate begins with a province character, as in 吉C12345.",
    ),
    Complaint.PLATE_LENGTH: (
        "号牌为7位；新能源汽车号牌为8位。",
        "A plate has 7 characters; a new-energy plate has 8.",
    ),
    Complaint.PLATE_LETTER_I_OR_O: (
        "号牌中没有字母I和O，请检查是否为数字1或0。",
        "Plates never use the letters I and O; is it the digit 1 or 0?",
    ),
    Complaint.PLATE_PATTERN: (
        "号牌号码有误，请对照号牌核对，如“吉C12345”“吉CD12345”。",
        "This is no plate number; compare it with the plate, as in 吉C12345 or 吉CD12345.",
    ),
    Complaint.PLATE_SPECIAL: (
        "号牌应以省份简称开头。使领馆、军队、武警号牌或无号牌的，请在前面的问题中选择“是”。",
        "A plate begins with a province character (embassy, military, none: say so first).",
    ),
    Complaint.POLICY_PATTERN: (
        "保险单号为6至30位字母或数字；手边没有可以留空。",
        "A policy's number has 6 to 30 letters or digits. Leave it empty if you do not have it.",
    ),
    Complaint.PLACE_MISSING: (
        "请选择地点，或用文字说明道路和路口。",
        "Choose a place, or describe the road and junction in words.",
    ),
    Complaint.COORDINATE_ALONE: (
        "经度、纬度和坐标系须同时提供。",
        "Latitude, longitude and coordinate system go together.",
    ),
    Complaint.COORDINATE_RANGE: (
        "坐标不在有效范围内。",
        "This is not a latitude (-90 to 90) or longitude (-180 to 180) in degrees.",
    ),
    Complaint.TIME_PATTERN: (
        "请按“年-月-日 时：分”填写北京时间。",
        "Give Beijing time as year-month-day hour:minute.",
    ),
    Complaint.TIME_IN_FUTURE: (
        "事故时间不能晚于现在。",
        "The accident cannot be later than now.",
    ),
    Complaint.TIME_TOO_LONG_AGO: (
        "事故时间距今超过一年，请核对年份。",
        "That is more than a year ago; check the year.",
    ),
    Complaint.NUMBER_RANGE: ("数值不在允许范围内。", "This number is outside what is allowed."),
    Complaint.SUBMISSION_KEY_PATTERN: (
        "表单已失效，请重新打开后提交。",
        "The form is no longer valid; open it again and submit.",
    ),
}
