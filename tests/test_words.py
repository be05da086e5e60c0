"""Facts in words."""

import datetime as dt

import pytest

from peerdir import words
from peerdir.assets import assets
from peerdir.records import Address, Cost, Eligibility, Location, Slot
from peerdir.render.booklet import look
from peerdir.render.due.wording import patterns
from peerdir.wording import wording


@pytest.mark.parametrize(
    ("fields", "long", "brief"),
    [
        (
            {"freq": "monthly", "byday": ("1TU", "3TU"), "start": "18:00", "end": "19:30"},
            "1st and 3rd Tuesday of the month, 6–7:30 pm",
            "1st & 3rd Tue 6–7:30 pm",
        ),
        (
            {"freq": "weekly", "byday": ("TU", "TH"), "start": "11:00", "end": "13:00"},
            "Tuesdays and Thursdays, 11 am–1 pm",
            "Tue, Thu 11 am–1 pm",
        ),
        (
            {"freq": "weekly", "interval": 2, "byday": ("WE",), "start": "09:30"},
            "Every other Wednesday, 9:30 am",
            "every other Wed 9:30 am",
        ),
        (
            {"freq": "weekly", "interval": 3, "byday": ("MO", "WE"), "start": "09:00"},
            "Monday and Wednesday, every 3 weeks, 9 am",
            "every 3 weeks Mon, Wed 9 am",
        ),
        (
            {"freq": "monthly", "interval": 2, "byday": ("1TU",), "start": "18:00"},
            "1st Tuesday of every other month, 6 pm",
            "1st Tue, every other month 6 pm",
        ),
        ({"freq": "daily", "start": "00:00", "end": "23:59"}, "Every day, day and night", "daily day and night"),
        ({"freq": "daily", "interval": 2, "start": "09:00"}, "Every other day, 9 am", "every other day 9 am"),
        ({"freq": "daily", "interval": 3, "start": "09:00"}, "Every 3 days, 9 am", "every 3 days 9 am"),
        (
            {"freq": "monthly", "byday": ("-1FR",), "start": "12:00"},
            "Last Friday of the month, 12 pm",
            "last Fri 12 pm",
        ),
        (
            {"freq": "daily", "start": "00:00", "end": "00:30", "timezone": "America/New_York"},
            "Every day, 12–12:30 am, New York time",
            "daily 12–12:30 am",
        ),
        ({"by_appointment": True}, "By appointment", "by appointment"),
        ({"freq": "weekly", "byday": ("FR",), "start": "22:00", "end": "00:30"}, "Fridays, 10 pm–12:30 am", None),
    ],
)
def test_when(fields: dict[str, object], long: str, brief: str | None) -> None:
    slot = Slot(location="x", **fields)  # type: ignore[arg-type]
    assert words.schedule(slot) == long
    assert brief is None or words.brief(slot) == brief


FRENCH, SPANISH = (wording(look.text(assets("templates"), language)["when"]) for language in ("fr", "es"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"freq": "monthly", "byday": ("1TU", "3TU"), "start": "18:00", "end": "19:30"},
            "1er et 3e mardi du mois, de 18 h à 19 h 30",
        ),
        (
            {"freq": "weekly", "interval": 3, "byday": ("MO", "WE"), "start": "09:05", "timezone": "Europe/Paris"},
            "Lundi et mercredi, toutes les 3 semaines, 9 h 05, heure de Paris",
        ),
        (
            {"freq": "monthly", "byday": ("2WE",), "until": dt.date(2026, 8, 1)},
            "2e mercredi du mois, jusqu’au 1er août 2026",
        ),
    ],
)
def test_when_in_another_language_and_on_a_clock_of_24_hours(fields: dict[str, object], said: str) -> None:
    slot = Slot(location="x", **fields)  # type: ignore[arg-type]
    assert words.schedule(slot, FRENCH).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Mondays, Wednesdays and Saturdays, 6 pm"),
        ("ar", "كل اثنين، كل أربعاء وكل سبت، 18:00"),
        ("zh", "每星期一、每星期三和每星期六，18:00"),
    ],
)
def test_lists_have_the_comma_and_the_and_of_their_language(language: str, said: str) -> None:
    values = look.text(assets("templates"), language).get("when", {})
    slot = Slot(location="x", freq="weekly", byday=("MO", "WE", "SA"), start="18:00")
    assert words.schedule(slot, wording(values)) == said


@pytest.mark.parametrize(
    ("interval", "days", "weeks", "months"),
    [
        (2, "كل يومين", "كل أسبوعين", "كل شهرين"),
        (3, "كل 3 أيام", "كل 3 أسابيع", "كل 3 أشهر"),
        (10, "كل 10 أيام", "كل 10 أسابيع", "كل 10 أشهر"),
        (11, "كل 11 يومًا", "كل 11 أسبوعًا", "كل 11 شهرًا"),
        (52, "كل 52 يومًا", "كل 52 أسبوعًا", "كل 52 شهرًا"),
    ],
)
def test_arabic_counts_two_a_few_and_many_in_forms_of_their_own(
    interval: int, days: str, weeks: str, months: str
) -> None:
    arabic = wording(look.text(assets("templates"), "ar")["when"])
    daily = Slot(location="x", freq="daily", interval=interval, start="09:00")
    weekly = Slot(location="x", freq="weekly", interval=interval, byday=("MO", "WE"), start="09:00")
    monthly = Slot(location="x", freq="monthly", interval=interval, byday=("1TU",), start="09:00")
    assert words.schedule(daily, arabic).startswith(f"{days}، ")
    assert f"، {weeks}، " in words.schedule(weekly, arabic)
    assert f"، {months}، " in words.schedule(monthly, arabic)


def test_a_language_with_one_form_for_several_says_it_for_many_as_well() -> None:
    spanish = wording(look.text(assets("templates"), "es")["when"])
    slot = Slot(location="x", freq="weekly", interval=12, byday=("MO", "WE"), start="09:00")
    assert "cada 12 semanas" in words.schedule(slot, spanish)


def test_ages_and_places_in_another_language() -> None:
    assert words.ages(Eligibility(minimum_age=12, maximum_age=17.5), FRENCH) == "De 12 à 17.5 ans"
    assert words.place(Location(key="a", type="confidential", area="Norte"), say=SPANISH) == "Lugar confidencial, Norte"
    assert words.city(Location(key="a", type="virtual"), SPANISH) == "En línea"
    assert words.city(Location(key="a", type="phone"), SPANISH) == "Teléfono"


@pytest.mark.parametrize(
    ("day", "french", "spanish"),
    [
        (dt.date(2026, 1, 1), "1er janvier 2026", "1 de enero de 2026"),
        (dt.date(2026, 12, 11), "11 décembre 2026", "11 de diciembre de 2026"),
    ],
)
def test_dates_in_another_language(day: dt.date, french: str, spanish: str) -> None:
    assert words.date(day, FRENCH) == french
    assert words.date(day, SPANISH) == spanish


def test_where_leaves_out_what_is_not_there() -> None:
    yaounde = Location(key="a", type="physical", name="Centre", address=Address(city="Yaoundé", country="CM"))
    assert words.place(yaounde) == "Centre, Yaoundé"
    full = Address(line1="1 Example Ave", city="San Diego", state="CA", postal_code="92101", country="US")
    assert words.place(Location(key="a", type="physical", address=full)) == "1 Example Ave, San Diego, CA 92101"


def test_a_confidential_place_tells_its_area_only() -> None:
    hidden = Location(key="a", type="confidential", name="Casa Secret", area="North County", transportation="Bus 3")
    assert words.place(hidden) == "Confidential location, North County"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(18, None, "Ages 18 and over"), (None, 17, "Up to age 17"), (0.5, 3, "Ages 0.5 to 3"), (None, None, "")],
)
def test_ages(low: float | None, high: float | None, said: str) -> None:
    assert words.ages(Eligibility(minimum_age=low, maximum_age=high)) == said


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("+1-619-555-0100", "+16195550100"),
        ("+1 (619) 555.0100", "+16195550100"),
        ("619-555-0100", None),
        ("*#06#", None),
        ("+1-619-555-0100,,5", None),
        ("+1;ext=5", None),
        ("+44 (0)20 7946 0018", None),
    ],
)
def test_only_a_whole_international_number_is_dialled(phone: str, dialled: str | None) -> None:
    assert words.dial(phone) == dialled


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("911", "911"),
        ("116 123", "116123"),
        ("+1-619-555-0100", "+16195550100"),
        ("555-0100", None),
        ("9", None),
        ("*911#", None),
    ],
)
def test_emergency_lines_may_be_short(phone: str, dialled: str | None) -> None:
    assert words.dial_emergency(phone) == dialled


def test_what_lint_accepts_is_dialled_as_the_library_of_all_countries_writes_it() -> None:
    import phonenumbers

    from peerdir.rules.phone_form import _wrong

    for phone in ("+1-619-555-0100", "+49 30 901820", "+237 222 23 40 20", "+66 53 123 456", "+44 20 7946 0018"):
        assert _wrong(phone, "US") is None, phone
        number = phonenumbers.parse(phone, "US")
        assert words.dial(phone) == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert _wrong("+44 (0)20 7946 0018", "US") == 'delete the "(0)"; it is not dialled after a country code'


def test_a_country_is_named_only_when_it_is_given() -> None:
    address = Address(city="Chiang Mai", country="TH")
    assert words.address(address) == "Chiang Mai"
    assert words.address(address, "Thailand") == "Chiang Mai, Thailand"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("hello@example.org", True),
        ("a.b+c@sub.example.org", True),
        ("a@b", False),
        ("a@example.org?bcc=x@example.org", False),
        ("Ana <a@example.org>", False),
        ("a..b@example.org", False),
        (".a@example.org", False),
        ("a@example.org\n", False),
        ("é@example.org", False),
    ],
)
def test_one_plain_address(text: str, plain: bool) -> None:
    assert words.is_email(text) is plain


@pytest.mark.parametrize(
    ("free", "description", "english", "spanish"),
    [
        (True, None, "Free", "Gratis"),
        (False, None, "There is a cost", "Hay que pagar"),
        (True, "Free.", "Free.", "Gratis"),
        (True, "Free. Dinner is included.", "Free. Dinner is included.", "Gratis. Dinner is included."),
        (True, "Free; bring a cup.", "Free; bring a cup.", "Gratis. Bring a cup."),
        (True, "Bring a cup.", "Free. Bring a cup.", "Gratis. Bring a cup."),
        (False, "Two dollars.", "There is a cost. Two dollars.", "Hay que pagar. Two dollars."),
        (True, "Gratis para todos.", "Free. Gratis para todos.", "Gratis para todos."),
    ],
)
def test_the_cost_is_said_in_the_language_and_free_only_once(
    free: bool, description: str | None, english: str, spanish: str
) -> None:
    price = Cost(free=free, description=description)
    assert words.cost(price) == english
    assert words.cost(price, patterns("es")) == spanish
