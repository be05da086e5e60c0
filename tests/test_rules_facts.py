"""Rules about facts — dates, places, links, lists — on honest entries, which they leave alone, and on faulty ones."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from peerdir.diagnostic import Diagnostic
from peerdir.lint.check import lint
from peerdir.reading.collection import load
from peerdir.rule import Context
from peerdir.rules import all_rules, unknown_time_zone
from tests.conftest import TODAY

Write = Callable[..., Path]
SIDES = (
    "  methods: [self]\n"
    '  program_contacts: [{role: Manager, phone: "+1-619-555-0120"%s}]\n'
    "  health_care_contacts: [{organization: example-clinic, role: Referral coordinator}]\n"
)
REFERRAL = "referral:\n" + SIDES % ""
HALL = "{key: room, type: physical, address: {city: San Diego, country: US}%s}"
CONFIDENTIAL = f"locations:\n  - {HALL}\n  - {{key: home, type: confidential, area: North San Diego}}\n"
CONFIDENTIAL %= ", name: Example Hall"


def found_by(name: str, root: Path) -> list[Diagnostic]:
    rules = [rule for rule in all_rules() if rule.name == name]
    assert rules, name
    return list(lint(Context(collection=load(root), today=TODAY), rules))


def history(verified: str, *checks: str) -> str:
    rows = "".join(
        f"    - {{date: {check.split()[0]}, by: desk, method: phone, result: {check.split()[1]}}}\n" for check in checks
    )
    return f"verification:\n  verified_on: {verified}\n  verified_by: desk\n  method: phone\n  history:\n{rows}"


def link(*urls: str) -> str:
    return "links:\n" + "".join(f'  - {{title: Our page {n}, url: "{url}"}}\n' for n, url in enumerate(urls))


def slot(rest: str, start: str = "18:00") -> str:
    return f'schedule: [{{location: room, start: "{start}", {rest}}}]\n'


HONEST: list[tuple[str, Mapping[str, str]]] = [
    ("history-out-of-order", {"verification": history("2026-05-01", "2026-05-01 no-answer", "2026-05-01 confirmed")}),
    ("history-disagrees", {"verification": history("2026-05-01", "2026-05-01 no-answer", "2026-05-01 confirmed")}),
    ("history-disagrees", {"verification": history("2026-05-01", "2025-05-01 changed")}),
    ("history-disagrees", {"verification": history("2026-05-01", "2026-05-01 closed")}),
    ("closed-program-listed", {"verification": history("2026-09-01", "2026-05-01 closed", "2026-09-01 confirmed")}),
    ("agreement-review-overdue", {"referral": REFERRAL + "  agreement: {kind: memo, review_by: 2026-11-21}\n"}),
    (
        "agreement-review-overdue",
        {"status": "status: closed\n", "referral": REFERRAL + "  agreement: {kind: memo, review_by: 2020-01-01}\n"},
    ),
    ("alert-over", {"alert": "alert: {text: Closed today, until: 2026-11-21}\n"}),
    ("alert-over", {"alert": "alert: {text: Closed for now, from: 2026-01-01}\n"}),
    ("capacity-stale", {"referral": REFERRAL + "  capacity: {status: waitlist, as_of: 2026-10-22}\n"}),
    ("capacity-stale", {"referral": REFERRAL + "  capacity: {status: waitlist, as_of: 2027-10-22}\n"}),
    ("schedule-ended", {"schedule": slot("freq: weekly, byday: [TU], until: 2026-11-21")}),
    ("schedule-ended", {"status": "status: closed\n", "schedule": slot("freq: daily, until: 2020-01-01")}),
    *(
        ("unknown-time-zone", {"schedule": slot(f"freq: daily, timezone: {zone}")})
        for zone in ("America/Argentina/Buenos_Aires", "Africa/Douala", "UTC", "US/Pacific", "Asia/Calcutta")
    ),
    *(
        ("time-zone-outside-country", {"schedule": slot(f"freq: daily, timezone: {zone}")})
        for zone in ("America/Denver", "US/Pacific", "Pacific/Honolulu", "Nowhere/At_All")
    ),
    (
        "time-zone-outside-country",
        {
            "locations": "locations: [{key: room, type: virtual}]\n",
            "schedule": slot("freq: daily, timezone: Asia/Bangkok"),
        },
    ),
    (
        # The same hour as in Vienna all year: nobody comes at the wrong time.
        "time-zone-outside-country",
        {
            "locations": "locations: [{key: room, type: physical, address: {city: Wien, country: AT}}]\n",
            "schedule": slot("freq: daily, timezone: Europe/Berlin"),
        },
    ),
    *(
        ("confidential-detail-in-text", {"locations": CONFIDENTIAL, "description": f"description: {text}\n"})
        for text in (
            "Within 30 minutes by bus on the way to Court we find 5 people a place to stay.",
            "In 2019 Drive Out Diabetes began; 12 Steps on the Way is its book.",
            "Nous sommes 12 sur la route; en 2020 la calle era nuestra casa a las 5.",
            "Call 911 or 988; Route 5 and Highway 78 both lead there. Ask at Main Street.",
        )
    ),
    (
        "confidential-detail-in-text",
        {
            "locations": CONFIDENTIAL.replace("{city:", "{line1: 100 Example Ave, city:"),
            "description": "description: The group meets at 100 Example Ave, San Diego. Homes are never told.\n",
        },
    ),
    (
        "confidential-detail-in-text",
        {
            "locations": CONFIDENTIAL.replace("{city:", "{line1: 12 rue d'Exemple, city:"),
            "description": "description: Le groupe se retrouve au 12 rue d'Exemple.\n",
        },
    ),
    ("confidential-detail-in-text", {"description": "description: We meet at 12 Example Street.\n"}),
    (
        "url-shortener",
        {"links": link("https://youtu.be/x", "https://forms.gle/x", "https://orbit.ly/x", "https://x.org/?to=bit.ly")},
    ),
    (
        "tracking-parameters",
        {"links": link("https://www.example.org/?page=2&source=map&utm=33", "https://www.example.org/utm_source/")},
    ),
    ("insecure-url", {"links": link("http://old.example.org/", "https://www.example.org/")}),
    ("insecure-url", {"links": link("http://www.example.org:8080/", "https://www.example.org/")}),
    (
        "look-alike-host",
        {
            "links": link(
                "https://www.münchen-hilft.de/",
                "https://xn--mnchen-3ya.de/",
                "https://пример.рф/",
                "https://помощь.org/",
                "https://хор.org/",
                "https://例え.テスト.jp/",
                "https://食べるguide.jp/",
                "https://مثال.example.org/",
            )
        },
    ),
    (
        "duplicate-in-list",
        {
            "languages": "languages: [{code: en}, {code: es}, {code: es, level: interpreter, note: Tuesdays}]\n",
            "verification": history(
                "2026-05-01", "2026-05-01 confirmed", "2026-09-01 no-answer", "2026-09-01 no-answer"
            ),
            "extra": "extra: {csv: {tags: [a, a]}}\n",
        },
    ),
    (
        "translation-outdated",
        {
            "verification": history("2026-05-01", "2025-05-01 changed", "2026-05-01 confirmed"),
            "translations": "translations: {es: {name: Ejemplo, translated_on: 2025-05-01}, fr: {name: Exemple}}\n",
        },
    ),
    ("start-day-mismatch", {"schedule": slot("freq: monthly, byday: [1TU, -1TU], dtstart: 2026-09-29")}),
    ("start-day-mismatch", {"schedule": slot("freq: daily, interval: 2, dtstart: 2026-09-15")}),
    (
        "phone-without-number",
        {
            "locations": "locations: [{key: room, type: phone, name: Conference line 619 555 0150}]\n",
            "contacts": "contacts: [{role: public, email: hello@example.org}]\n",
        },
    ),
    (
        "phone-without-number",
        {
            "locations": "locations: [{key: room, type: phone}]\n",
            "schedule": "schedule: [{location: room, by_appointment: true}]\n",
            "contacts": "contacts: [{role: public, email: hello@example.org}]\n",
        },
    ),
    *(
        ("free-with-price", {"cost": f'cost: {{free: true, description: "{text}"}}\n'})
        for text in (
            "Free. Bus tickets worth $5 are given.",
            "Free; people get $20 per visit for their time.",
            "Nothing to pay. Lunch is $4 per person if you want it.",
            "A donation of $2 per session is welcome.",
            "Free since 2024, before that $5 per meeting.",
            "Others ask $50 per session, we do not.",
            "Kostenlos statt 5 € pro Treffen",
            "We give $10 a week for the phone.",
        )
    ),
    ("free-with-price", {"cost": "cost: {free: false, description: $5 per session}\n"}),
    (
        "contact-confirmed-long-ago",
        {"referral": "referral:\n" + SIDES % ", confirmed_on: 2025-11-21"},
    ),
    (
        "contact-confirmed-long-ago",
        {"status": "status: closed\n", "referral": "referral:\n" + SIDES % ", confirmed_on: 2020-11-21"},
    ),
    (
        "unknown-language",
        {
            "translations": "translations: {es: {name: Ejemplo}, zh-Hans: {name: 例子}}\n",
            "contacts": 'contacts: [{role: public, phone: "+1-619-555-0150", languages: [en, vi]}]\n',
        },
    ),
]


@pytest.mark.parametrize(("rule", "fields"), HONEST, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(HONEST)])
def test_honest_entries_are_left_alone(rule: str, fields: Mapping[str, str], toy: Path, write: Write) -> None:
    write(**fields)
    assert found_by(rule, toy) == []


FAULTY: list[tuple[str, Mapping[str, str], str]] = [
    (
        "history-disagrees",
        {"verification": history("2026-05-01", "2026-05-01 confirmed", "2026-06-01 changed")},
        "a successful check on 2026-06-01, later than 2026-05-01; write 2026-06-01 here",
    ),
    (
        "history-disagrees",
        {"verification": history("2026-05-01", "2026-04-01 confirmed", "2026-05-01 refused")},
        'the check on 2026-05-01 was "refused", which is no verification',
    ),
    (
        "capacity-stale",
        {"referral": REFERRAL + "  capacity: {status: waitlist, as_of: 2026-10-21}\n"},
        '"waitlist" was true 31 days ago, it counts for 30',
    ),
    (
        "unknown-time-zone",
        {"schedule": slot("freq: daily, timezone: America/San_Diego")},
        'there is no time zone "America/San_Diego"; write the nearest large city',
    ),
    (
        "unknown-time-zone",
        {"schedule": slot("freq: daily, timezone: New_york")},
        'did you mean "America/New_York"?',
    ),
    (
        "unknown-time-zone",
        {"schedule": slot("freq: daily, timezone: America")},
        'there is no time zone "America"',
    ),
    (
        "time-zone-outside-country",
        {"schedule": slot("freq: daily, timezone: Africa/Douala")},
        '"Africa/Douala" is not the time in US',
    ),
    *(
        (
            "confidential-detail-in-text",
            {"locations": CONFIDENTIAL, "description": f"description: {text}\n"},
            "delete it",
        )
        for text in (
            "The house is 1200 N. Example Ave, blue door.",
            "Wir treffen uns Musterstraße 5, zweiter Stock.",
            "On se retrouve au 12 rue de la Paix.",
            "Nos vemos en Calle Ejemplo 12.",
        )
    ),
    (
        "confidential-detail-in-text",
        {
            "locations": CONFIDENTIAL,
            "schedule": "schedule: [{location: home, title: Circle at 5 Example Place, by_appointment: true}]\n",
        },
        "delete it",
    ),
    ("url-shortener", {"links": link("https://www.TinyURL.com/y1")}, '"tinyurl.com" hides where it leads'),
    ("tracking-parameters", {"links": link("https://www.example.org/?id=7&fbclid=x")}, '"fbclid" tells others'),
    (
        "insecure-url",
        {"links": link("https://Example.org/a", "http://example.org/b")},
        "line 26 says https for the same host",
    ),
    ("look-alike-host", {"links": link("https://p\u0430ypal.com/")}, "mixes Cyrillic and Latin letters"),
    ("look-alike-host", {"links": link("https://www.xn--80ak6aa92e.com/")}, "imitates Latin letters"),
    (
        "duplicate-in-list",
        {"schedule": slot("freq: weekly, byday: [TU, TH, TU]")},
        '"TU" stands in this list already, in line 16',
    ),
    (
        "duplicate-in-list",
        {"links": link("https://example.org/").rstrip() + "\n" + link("https://example.org/")[7:]},
        "this",
    ),
    (
        "start-day-mismatch",
        {"schedule": slot("freq: monthly, byday: [1TU], dtstart: 2026-09-08")},
        "2026-09-08 is a Tuesday, the days are 1TU; write the day of the first meeting, perhaps 2026-10-06",
    ),
    (
        "free-with-price",
        {"cost": 'cost: {free: true, description: "Ask us. It is €12,50 per person."}\n'},
        "€12,50 per person",
    ),
    ("free-with-price", {"cost": "cost: {free: true, description: 3000 FCFA par mois}\n"}, "3000 FCFA par mois"),
    (
        "unknown-language",
        {"contacts": 'contacts: [{role: public, phone: "+1-619-555-0150", languages: [en, spa]}]\n'},
        'there is no language "spa"; did you mean',
    ),
]


@pytest.mark.parametrize(
    ("rule", "fields", "said"), FAULTY, ids=[f"{rule}-{n}" for n, (rule, _, _) in enumerate(FAULTY)]
)
def test_faults_are_named(rule: str, fields: Mapping[str, str], said: str, toy: Path, write: Write) -> None:
    write(**fields)
    (only,) = found_by(rule, toy)
    assert said in only.message
    assert not only.message.endswith(".")


def test_contact_details_are_never_repeated(toy: Path, write: Write) -> None:
    hidden = "https://secret.example.org/x?utm_source=a"
    write(
        links=link(hidden, hidden, "http://secret.example.org/", "https://secr\u0435t.example.org/"),
        sources=f'sources: ["{hidden}", "{hidden}"]\n',
    )
    said = [one.message for rule in all_rules() for one in found_by(rule.name, toy)]
    assert len(said) >= 4
    assert not [message for message in said if "secr" in message]


def test_a_machine_without_time_zones_knows_of_no_mistakes(
    toy: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unknown_time_zone, "_known", lambda _: False)
    unknown_time_zone._wrong.cache_clear()
    write(schedule=slot("freq: daily, timezone: Nowhere/Missing"))
    assert found_by("unknown-time-zone", toy) == []
    unknown_time_zone._wrong.cache_clear()


def test_settings_have_a_time_zone_and_languages_too(toy: Path) -> None:
    path = toy / "directory.yaml"
    text = path.read_text(encoding="utf-8").replace("America/Los_Angeles", "America/Los_Angles")
    path.write_text(text.replace("languages: [en, es, vi", "languages: [en, xx, vi"), encoding="utf-8")
    assert [one.path for one in found_by("unknown-time-zone", toy)] == ["directory.yaml"]
    assert '"xx"' in found_by("unknown-language", toy)[0].message


def place(write: Write, name: str, latitude: float, address: str = "city: San Diego, country: US") -> None:
    where = f"{{key: room, type: physical, address: {{{address}}}, latitude: {latitude}, longitude: -117.16}}"
    write(name, locations=f"locations:\n  - {where}\n")


def test_places_are_compared_across_files(toy: Path, write: Write) -> None:
    for number in range(4):
        place(write, f"near-{number}", 32.7 + number / 100)
    place(write, "far", 33.72)
    (only,) = found_by("coordinates-far-from-city", toy)
    assert only.path == "programs/far.yaml"
    assert "33.72, -117.16 is 111 km from the other places" in only.message
    assert "such as programs/near-2.yaml:15" in only.message


def test_places_are_not_compared_with_too_few_others_or_with_a_namesake(toy: Path, write: Write) -> None:
    for number in range(4):
        # The same point many times is one place.
        place(write, f"near-{number}", 32.7 + number % 2 / 100)
        place(write, f"texas-{number}", 30.1 + number / 100, "city: Springfield, state: TX, country: US")
    place(write, "far", 33.72)
    place(write, "maine", 44.9, "city: Springfield, state: ME, country: US")
    assert found_by("coordinates-far-from-city", toy) == []


def pair(write: Write, one: str, other: str, **fields: str) -> None:
    write("example", name=f"name: {one}\n")
    write("other", name=f'name: "{other}"\n', contacts='contacts: [{role: x, phone: "+1-619-555-0151"}]\n', **fields)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Circle of Hope", "The Hope Circle Program"),
        ("Neighbors Walking Club", "Neighbours Walking Club"),
        ("Parkinson's Morning Walk", "Parkinsons Morning Walk"),
        ("Cosecha de Salúd Escondido", "Coseha de Salud Escondido"),
        ("Caregivers at Dusk", "Cargeivers at Dusk"),
    ],
)
def test_names_that_are_nearly_one(one: str, other: str, toy: Path, write: Write) -> None:
    pair(write, one, other)
    first, second = found_by("similar-name", toy)
    assert (first.path, second.path) == ("programs/example.yaml", "programs/other.yaml")
    assert "programs/other.yaml:1" in first.message
    assert "programs/example.yaml:1" in second.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Circle of Hope", "Circle of Hope"),  # duplicate-program says so
        ("Sisters Morning Circle 3", "Sisters Morning Circle 4"),
        ("Living with Hepatitis B", "Living with Hepatitis C"),
        ("Young and Type One", "Young and Type Two"),
        ("Breakfast Table North", "Breakfast Table South"),
        ("Neighborhood Walkers Club", "Neighborhood Talkers Club"),
        ("Women's Circle of Hope", "Men's Circle of Hope"),
        ("Diabetes Support", "The Diabetes Program"),
        ("Prenatal Peer Circle", "Postnatal Peer Circle"),
        ("Example", "Exampel"),
    ],
)
def test_names_that_are_two(one: str, other: str, toy: Path, write: Write) -> None:
    pair(write, one, other)
    assert found_by("similar-name", toy) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "status: closed\n"},
        {"conditions": "conditions: [stroke]\n"},
        {"locations": "locations: [{key: room, type: physical, address: {city: Fresno, country: US}}]\n"},
        {"locations": "locations: [{key: room, type: virtual}]\n"},
    ],
)
def test_names_of_different_programs_may_be_alike(fields: dict[str, str], toy: Path, write: Write) -> None:
    pair(write, "Circle of Hope", "The Hope Circle", **fields)
    assert found_by("similar-name", toy) == []


def test_an_organization_may_be_only_a_referral_contact(toy: Path) -> None:
    assert found_by("unused-organization", toy) == []


def test_no_organization_is_called_unused_while_a_reference_or_a_program_is_broken(toy: Path, write: Write) -> None:
    write(organization="organization: example-runer\n")
    assert found_by("unused-organization", toy) == []
    (toy / "programs" / "example.yaml").write_text("name: [\n", encoding="utf-8")
    assert {one.rule for one in found_by("unused-organization", toy)} == {"yaml-syntax"}


@pytest.mark.parametrize(
    ("terms", "rules"),
    [
        ("{code: a, label: Group}, {code: b, label: Circle, labels: {es: Group}}", []),
        ("{code: a, label: Group, labels: {en: Group, es: Grupo}}, {code: b, label: Circle}", []),
        ("{code: a, label: One, labels: {es: Grupo}}, {code: b, label: Two, labels: {es: grupo}}", ["ambiguous-term"]),
        ("{code: Group, label: One}, {code: group, label: Two}", ["ambiguous-term"]),
        ("{code: a, label: One}, {code: a, label: One}", ["duplicate-code"]),
        ("{code: a, label: One, synonyms: {en: [x]}}, {code: b, label: Two, synonyms: {en: [x]}}", []),
        ("{code: a, label: One, synonyms: {en: [x, y, x]}}", ["duplicate-in-list"]),
    ],
)
def test_vocabularies(terms: str, rules: list[str], toy: Path) -> None:
    (toy / "vocabulary" / "formats.yaml").write_text(f"title: Formats\nterms: [{terms}]\n", encoding="utf-8")
    names = ("ambiguous-term", "duplicate-code", "duplicate-in-list")
    assert [one.rule for name in names for one in found_by(name, toy)] == rules


def test_what_has_one_right_answer_comes_with_it(toy: Path, write: Write) -> None:
    write(
        links=link("https://example.org/a", "http://example.org/b"),
        conditions="conditions: [diabetes-type-2, stroke, diabetes-type-2]\n",
    )
    (secure,) = found_by("insecure-url", toy)
    assert [edit.text for edit in secure.edits] == ['"https://example.org/b"']
    (twice,) = found_by("duplicate-in-list", toy)
    assert [(edit.span.column, edit.span.end_column, edit.text) for edit in twice.edits] == [(37, 54, "")]
