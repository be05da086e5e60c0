"""What people call the hours in Chinese and Thai, where one hour has many names: 下午三点, 18点, หกโมงเย็น, 18.00 น.

Every way to say an hour, or what is before or after it, is a phrase of its own, as other everyday words are
(`everyday`).
"""

from collections.abc import Iterator

Said = Iterator[tuple[str, int]]
"""What people say for an hour of the day."""

# Meetings at the hours of the day from 7 to 22 can be asked for by themselves.
FIRST, NOON, LAST = 7, 12, 22
DIGITS = tuple(map(str, range(1, 13)))
CHINESE = tuple("一 二 三 四 五 六 七 八 九 十 十一 十二".split())  # noqa: SIM905 - as they are read
THAI = tuple("หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ สิบเอ็ด".split())  # noqa: SIM905 - as they are read
# "Two o'clock" is not said with the two of counting.
PAIR = {"二": "两"}
SIMPLE, FULL = (
    ("点", ("以后", "之后", "后"), ("以前", "之前", "前")),
    ("點", ("以後", "之後", "後"), ("以前", "之前", "前")),
)
# How numbers are written with the words for "o'clock", "after" and "before".
CHINESE_WRITINGS = ((DIGITS, SIMPLE), (DIGITS, FULL), (CHINESE, SIMPLE))
# The parts of the day, and which hours are said with them.
CHINESE_PARTS = (
    ("早上", range(6, 12)),
    ("上午", range(FIRST, 12)),
    ("中午", range(NOON, 13)),
    ("下午", range(13, 19)),
    ("晚上", range(18, LAST + 1)),
)
THAI_AFTER, THAI_BEFORE = ("หลัง", "หลังจาก", "ตั้งแต่"), ("ก่อน",)


def phrases() -> Iterator[tuple[str, str]]:
    """Yield what people say and a code of a time of day: ("晚上6点以后", "after-18"); some mean several."""
    for said, codes in (*_in_chinese(), *_in_thai()):
        yield from ((said, code) for code in codes)


def at(hour: int) -> list[str]:
    """Return the codes for meetings that begin at an hour of the day."""
    return ["midday"] if hour == NOON else [f"at-{hour}"] if hour >= FIRST else ["early"]


def after(hour: int) -> list[str]:
    """Return the codes for meetings after an hour of the day."""
    if hour > NOON:
        return [f"after-{hour}"]
    return [*(f"at-{later}" for later in range(max(hour, FIRST), NOON)), "afternoon", "evening"]


def before(hour: int) -> list[str]:
    """Return the codes for meetings before an hour of the day."""
    if hour <= NOON:
        return [f"before-{max(hour, FIRST)}"]
    part, end = ("afternoon", 17) if hour >= 17 else ("midday", 14)
    return ["morning", part, *(f"at-{earlier}" for earlier in range(end, hour))]


def _in_chinese() -> Iterator[tuple[str, list[str]]]:
    for numbers, (clock, later, earlier) in CHINESE_WRITINGS:
        for said, hour in _chinese(numbers):
            yield f"{said}{clock}", at(hour)
            yield from ((f"{said}{clock}{word}", after(hour)) for word in later)
            yield from ((f"{said}{clock}{word}", before(hour)) for word in earlier)
        # Whoever says no part of the day means the second half after an hour, and mostly the first before one.
        for hour, said in enumerate(map(_counted, numbers), 1):
            yield from ((f"{said}{clock}{word}", after(_late(hour, 11))) for word in later)
            yield from ((f"{said}{clock}{word}", before(_late(hour, FIRST))) for word in earlier)
    for hour in range(13, LAST + 1):
        _, later, earlier = SIMPLE
        yield from ((f"{hour}:00{word}", after(hour)) for word in later)
        yield from ((f"{hour}:00{word}", before(hour)) for word in earlier)


def _chinese(numbers: tuple[str, ...]) -> Said:
    """Yield names of hours up to the word for "o'clock"."""
    for part, hours in CHINESE_PARTS:
        yield from ((part + _counted(numbers[(hour - 1) % 12]), hour) for hour in hours)
    if numbers is DIGITS:
        yield from ((str(hour), hour) for hour in range(13, LAST + 1))


def _counted(number: str) -> str:
    return PAIR.get(number, number)


def _late(hour: int, first: int) -> int:
    """Return the hour of the day that an hour of the clock stands for, if those before `first` are in the afternoon."""
    return hour + 12 if hour < first else hour


def _in_thai() -> Iterator[tuple[str, list[str]]]:
    for said, hour in (*_thai(THAI), *_thai(DIGITS), *_of_the_clock()):
        yield said, at(hour)
        yield from _around_in_thai(said, hour)
    for hour in range(FIRST, LAST + 1):
        yield from _around_in_thai(f"{hour}.00", hour)
    # Four to six are hours of the morning too, when nothing begins or ends.
    for hour, said in ((hour, said) for numbers in (THAI, DIGITS) for hour, said in enumerate(numbers[3:6], 16)):
        yield from _around_in_thai(f"{said}โมง", hour)


def _around_in_thai(said: str, hour: int) -> Iterator[tuple[str, list[str]]]:
    yield from ((f"{word} {said}" if said[0].isdigit() else word + said, after(hour)) for word in THAI_AFTER)
    yield from ((f"{word} {said}" if said[0].isdigit() else word + said, before(hour)) for word in THAI_BEFORE)


def _thai(numbers: tuple[str, ...]) -> Said:
    """Yield the names of hours in daily life, which counts anew in each part of the day."""
    yield "เที่ยง", NOON
    yield from ((f"{numbers[hour - 1]}โมง{part}", hour) for hour in range(FIRST, NOON) for part in ("", "เช้า"))
    yield from (("บ่ายโมง", 13), ("ทุ่มหนึ่ง", 19))
    yield from ((f"บ่าย{numbers[hour - 13]}{clock}", hour) for hour in range(13, 17) for clock in ("", "โมง"))
    yield from ((f"{numbers[hour - 13]}โมงเย็น", hour) for hour in (16, 17, 18))
    yield from ((f"{numbers[hour - 19]}ทุ่ม", hour) for hour in range(19, LAST + 1))


def _of_the_clock() -> Said:
    """Yield the names of hours as they are written in programs and timetables."""
    for hour in range(FIRST, LAST + 1):
        yield from ((f"{hour} {clock}", hour) for clock in ("น.", "นาฬิกา"))
        yield from ((f"{number}.00 น.", hour) for number in {str(hour), f"{hour:02}"})
