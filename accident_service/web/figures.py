"""How numbers, moments and codes look on a page; metres per second become km/h only here."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from flask_babel import format_date, format_datetime, gettext

from accident_service.liability.fact import Fact
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.web.language import spoken

KMH_PER_MPS = 3.6
ARTICLE = re.compile(r"(?P<law>[A-Z]+)-(?P<article>\d+)(\.(?P<paragraph>\d+))?(\((?P<item>\d+)\))?")
LAWS = {
    "RTSL": ("《道路交通安全法》", "Road Traffic Safety Law"),
    "REG": ("《道路交通安全法实施条例》", "Implementing Regulations"),
    "SPR": ("《道路交通事故处理程序规定》", "Order 146"),
    "VID": ("《公共安全视频图像信息系统管理条例》", "Order 799"),
    "PIPL": ("《个人信息保护法》", "Personal Information Protection Law"),
}
SHORT_HASH = 12


def kmh(speed_mps: Interval) -> str:
    """A speed interval as a driver reads it, such as "38.2-41.5 km/h"."""
    return f"{between(speed_mps.low * KMH_PER_MPS, speed_mps.high * KMH_PER_MPS, 1)} km/h"


def kmh_or_rest(speed_mps: Interval) -> str:
    """The same; a speed that may as well have been none is said so: nobody drives at -0.4 km/h."""
    reaches_back = -speed_mps.low
    if not 0 <= reaches_back <= speed_mps.high:
        return kmh(speed_mps)
    most = _plain(speed_mps.high * KMH_PER_MPS, 1)
    return str(gettext("0, at most %(most)s km/h", most=most))


def between(low: float, high: float, decimals: int) -> str:
    """Both ends of an interval; one number where they look the same."""
    first, last = _plain(low, decimals), _plain(high, decimals)
    return first if first == last else f"{first} – {last}"


def interval(value: Interval, decimals: int = 2) -> str:
    """An interval without its unit."""
    return between(value.low, value.high, decimals)


def measured(fact: Fact) -> str:
    """The quantity a fact rests on, in units people use; empty where it rests on none."""
    if fact.value is None:
        return ""
    if fact.unit == "m/s":
        return kmh_or_rest(fact.value)
    return f"{interval(fact.value)} {fact.unit}".strip()


def give_or_take(value: Estimate, decimals: int = 2) -> str:
    """An estimate with its k = 2 doubt, such as "1.20 ± 0.10"."""
    doubt = value.interval.high - value.value
    return f"{_plain(value.value, decimals)} ± {_plain(doubt, decimals)}"


def article(key: str) -> str:
    """An article as people cite it: SPR-20.2 is paragraph 2 of article 20 of Order 146."""
    found = ARTICLE.fullmatch(key)
    if found is None or found["law"] not in LAWS:
        return key
    law_zh, law_en = LAWS[found["law"]]
    paragraph, item = found["paragraph"], found["item"]
    return spoken(
        f"{law_zh}第{found['article']}条"
        + (f"第{paragraph}款" if paragraph else "")
        + (f"第（{item}）项" if item else ""),
        f"{law_en}, article {found['article']}"
        + (f", paragraph {paragraph}" if paragraph else "")
        + (f" ({item})" if item else ""),
    )


def moment(at: datetime) -> str:
    """Date and time in Beijing, to the minute."""
    return str(format_datetime(at, spoken("y年M月d日 HH:mm", "d MMM y, HH:mm")))


def moment_exact(at: datetime) -> str:
    """Date and time in Beijing, to the second."""
    return str(format_datetime(at, "yyyy-MM-dd HH:mm:ss"))


def clock(at: datetime) -> str:
    """Hour and minute in Beijing, where the day is plain."""
    return str(format_datetime(at, "HH:mm"))


def day(on: date) -> str:
    """A day with its weekday, which tells people more than its number."""
    return str(format_date(on, spoken("y年M月d日（EEE）", "EEE, d MMM y")))


def time_of_day(since_midnight_s: Estimate) -> str:
    """A clock reading with its k = 2 doubt, such as "12:27:16.98 ± 0.02 s"."""
    hundredths = round(since_midnight_s.value * 100) % 8_640_000
    seconds, rest = divmod(hundredths, 100)
    doubt = since_midnight_s.interval.high - since_midnight_s.value
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{clock}.{rest:02} ± {_plain(doubt, 2)} s"


def waited(span: timedelta) -> str:
    """How long somebody has been waiting, in the largest unit that tells."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return str(gettext("%(count)d min", count=minutes))
    if minutes < 60 * 48:
        return str(gettext("%(count)d h", count=minutes // 60))
    return str(gettext("%(count)d days", count=minutes // (60 * 24)))


def percent(share: float) -> str:
    """A share as a whole percentage; never 100 for less than all."""
    return f"{int(share * 100 + 1e-9)} %"


def megabytes(size_bytes: int) -> str:
    """A file's size."""
    return f"{size_bytes / 1e6:.1f} MB"


def short_hash(digest: str) -> str:
    """The beginning of a hash; the whole stands in its title."""
    return digest[:SHORT_HASH] + "…"


def plain_number(number: float, decimals: int = 2) -> str:
    """A number with a true minus sign."""
    return _plain(number, decimals)


def _plain(number: float, decimals: int) -> str:
    text = f"{number:.{decimals}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", "−")


FILTERS: dict[str, Callable[..., str]] = {
    "article": article,
    "clock": clock,
    "day": day,
    "kmh": kmh,
    "kmh_or_rest": kmh_or_rest,
    "plain_number": plain_number,
    "interval": interval,
    "measured": measured,
    "give_or_take": give_or_take,
    "moment": moment,
    "moment_exact": moment_exact,
    "time_of_day": time_of_day,
    "waited": waited,
    "percent": percent,
    "megabytes": megabytes,
    "short_hash": short_hash,
}
