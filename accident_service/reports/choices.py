"""The lists a form offers, by the code that is kept, in Chinese and English."""

VEHICLE_CLASSES: dict[str, tuple[str, str]] = {
    "car": ("小型轿车", "car"),
    "suv": ("小型越野客车", "SUV"),
    "van": ("小型面包车", "van"),
    "pickup": ("皮卡货车", "pick-up"),
    "truck": ("货车", "lorry"),
    "bus": ("客车", "bus"),
}

COLOURS: dict[str, tuple[str, str]] = {
    "white": ("白色", "white"),
    "black": ("黑色", "black"),
    "grey": ("灰色", "grey"),
    "silver": ("银色", "silver"),
    "red": ("红色", "red"),
    "blue": ("蓝色", "blue"),
    "green": ("绿色", "green"),
    "yellow": ("黄色", "yellow"),
    "brown": ("棕色", "brown"),
    "other": ("其他颜色", "another colour"),
}

WEATHERS: dict[str, tuple[str, str]] = {
    "clear": ("晴", "clear"),
    "cloudy": ("阴", "cloudy"),
    "rain": ("雨", "rain"),
    "snow": ("雪", "snow"),
    "fog": ("雾", "fog"),
    "wind": ("大风", "strong wind"),
    "dust": ("沙尘", "dust"),
    "hail": ("冰雹", "hail"),
    "other": ("其他", "other"),
}

DAMAGE_PARTS: dict[int, tuple[str, str]] = {
    12: ("车头正面", "front"),
    1: ("右前角", "front right corner"),
    2: ("右侧前部", "right side, front part"),
    3: ("右侧中部", "right side"),
    4: ("右侧后部", "right side, rear part"),
    5: ("右后角", "rear right corner"),
    6: ("车尾", "rear"),
    7: ("左后角", "rear left corner"),
    8: ("左侧后部", "left side, rear part"),
    9: ("左侧中部", "left side"),
    10: ("左侧前部", "left side, front part"),
    11: ("左前角", "front left corner"),
}


def in_words(choices: dict[str, tuple[str, str]], code: str) -> tuple[str, str]:
    """A choice in Chinese and English; a code that is on no list any more stands for itself."""
    return choices.get(code, (code, code))
