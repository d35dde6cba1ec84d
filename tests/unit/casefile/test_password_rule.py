import pytest

from accident_service.casefile.password_rule import Weakness, weakness

ABOUT = ("wangwei", "王伟", "220301", "2203020001")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", Weakness.TOO_SHORT),
        ("elevenchars", Weakness.TOO_SHORT),
        ("x" * 201, Weakness.TOO_LONG),
        ("123456789012", Weakness.TRIED_FIRST),
        ("passwordpassword", Weakness.TRIED_FIRST),
        ("Passw0rd!2026", Weakness.TRIED_FIRST),
        ("qwerty123456", Weakness.TRIED_FIRST),
        ("1qaz2wsx3edc", Weakness.TRIED_FIRST),
        ("woaini5201314", Weakness.TRIED_FIRST),
        ("888888888888", Weakness.TRIED_FIRST),
        ("jiaojing123456", Weakness.TRIED_FIRST),
        ("WangWei220301", Weakness.TRIED_FIRST),
        ("wangwei20260301", Weakness.TRIED_FIRST),
        ("abcdefcba654321", Weakness.TRIED_FIRST),
        ("a long password", None),
        ("correct horse battery", None),
        ("雨后天晴的早晨我骑车去上班啦", None),
        ("z7#kQ9wLm2pX", None),
    ],
)
def test_what_others_would_try_first_is_not_taken(password: str, why: Weakness | None) -> None:
    assert weakness(password, ABOUT) is why


def test_short_words_of_a_person_forbid_nothing() -> None:
    assert weakness("li li walks the dog", ("li",)) is None
