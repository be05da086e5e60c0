"""The rules that read words: honest texts of many kinds keep them silent, and each fault is found at its place."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from peerdir.diagnostic import Diagnostic, Severity
from peerdir.lint.check import lint
from peerdir.reading.collection import Collection, load
from peerdir.rule import Context
from peerdir.rules import all_rules
from tests.conftest import TODAY

Write = Callable[..., Path]
RULES = {rule.name: rule for rule in all_rules()}
WORDS = (
    "age-and-population",
    "all-capitals",
    "full-name",
    "html-in-text",
    "jargon",
    "long-name",
    "long-sentence",
    "no-crisis-wording",
    "no-phone-or-email",
    "one-sided-linkage",
    "patient-like-text",
    "prompt-left-in",
    "referral-contact-without-desk",
    "stigmatizing-words",
    "summary-repeats-name",
    "translation-script",
)


def found(root: Path, *names: str) -> list[Diagnostic]:
    """Lint with some rules only, all of this file if none is named."""
    return list(lint(Context(collection=load(root), today=TODAY), [RULES[name] for name in names or WORDS]))


def fields(**values: object) -> dict[str, str]:
    """Write fields as YAML; JSON is YAML, and quotes every text."""
    return {name: f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items()}


def functions(activity: str = "Cooking together every week", **linkage: object) -> dict[str, object]:
    plain = {"activities": ["A circle without an end"]}
    return {
        "daily_management": {"activities": ["Cooking together every week", activity]},
        "social_emotional": plain,
        "linkage": {"activities": ["Going to the clinic together"], **linkage},
        "ongoing": plain,
    }


def referral(**contact: str) -> dict[str, object]:
    return {
        "methods": ["self"],
        "program_contacts": [{"role": "Referral desk", "phone": "+1-619-555-0120", **contact}],
        "health_care_contacts": [{"organization": "example-clinic", "role": "Referral coordinator"}],
        "escalation": "Peers call 911 or 988.",
    }


SAYS = "Neighbors with diabetes help one another day by day"
HONEST_NAMES = [
    "AA",
    "HIV",
    "AA NA LGBTQ HIV COPD",
    "LGBTQ Sober Sundays",
    "Our Lady of Guadalupe Diabetes Circle",
    "Sugar Talk City Heights",
    "Sex Addicts Anonymous",
    "Adult Children of Alcoholics",
    "SMART Recovery",
    "Anne-Marie's Table",
    "Peña Núñez Círculo de Salud",
    "حلقة نور للنساء",
    "糖尿病互助小组",
    "เพื่อนเดินเช้าเชียงใหม่",
    "Q&A for Moms & Dads",
]
HONEST_TEXTS = [
    "Bring your Medi-Cal card and tell the desk your date of birth. The circle was born on 3/4/2010.",
    "Call Social Security at 1-800-772-1213; the Medicare number is 1-800-633-4227. Since 12/06/2012.",
    "Children whose father died by suicide; women who left an abuser; victims of crime.",
    'We say "I am an addict" in our meetings, and nobody minds. “Former addicts” run the van.',
    "Diabetic foot care, an epileptic seizure, a clean room, crazy quilts and a drunk driver's story.",
    "Facilitators come from Narcotics Anonymous and the Substance Abuse and Mental Health Services Administration.",
    "The homeless shelter and the disabled parking are next door. Ask your program for a ride.",
    "Gratis para TODO el barrio. XXX Encuentro de Promotoras. Grupo de TBC. ¿Y ahora qué???",
    "Vous êtes seul ??? Appelez-nous. Lire [Votre guide](https://www.example.org/) & co; 3 < 5 > 2.",
    "Read [your guide](https://www.example.org/guide), x < y, R&B; AT&T; Smith&Jones; <3 and **bold** words.",
    "Fühlen Sie sich allein? Wir treffen uns jeden Donnerstag, mit Kaffee & Kuchen.",
    "• walk\n- cook\n- talk\n\nNo cost. Doors: 5:30 pm. Ages 18–99. Room 12-34-5678b.",
    "我们每周二晚上在诊所见面，一起做饭，一起散步，也一起聊聊糖尿病和生活中的烦恼，欢迎任何人参加，不需要预约。",
]


@pytest.mark.parametrize("name", HONEST_NAMES)
def test_honest_names_keep_all_rules_silent(name: str, toy: Path, write: Write) -> None:
    write(**fields(name=name, also_known_as=["Diabetics and Addicts of San Diego", "TABLE FOR EVERYBODY HERE"]))
    assert found(toy) == []


@pytest.mark.parametrize("text", HONEST_TEXTS, ids=range(len(HONEST_TEXTS)))
def test_honest_texts_keep_all_rules_silent(text: str, toy: Path, write: Write) -> None:
    write(**fields(description=text, functions=functions(text), eligibility={"description": text, "excludes": [text]}))
    assert found(toy) == []


DESKS = [
    "Front desk", "Front Desk", "Noor desk", "Referral Desk", "Dr. Ana P.", "Ana P.", "Ana", "Joy", "Luis R",
    "Example Health Clinic", "Grupo Esperanza", "Mary Ann", "Jean Claude", "Sister Mary", "Tía Rosa", "Host's desk",
    "Orange Van", "Al-Anon Office", "Our Lady of Guadalupe", "Saint Ann", "AA", "LGBTQ Center", "Bureau de Douala",
    "Círculo de leche", "Signs desk (video or text)", "Room 12", "王小明", "نور", "Never Alone", "San Diego Peers",
    "Anne-Marie", "M. T.", "Plain Talk", "Homecoming House",
]  # fmt: skip
PEOPLE = [
    "Maria Lopez", "José Núñez", "Mr. Kofi Mensah", "Dr. Ana Pérez", "Anne-Marie Dupont", "Juan Carlos de la Cruz",
    "Linda O'Brien", "Fatima Al-Haddad",
]  # fmt: skip


@pytest.mark.parametrize("name", DESKS)
def test_desks_and_first_names_are_no_full_names(name: str, toy: Path, write: Write) -> None:
    public = [{"role": "public", "name": name, "phone": "+1-619-555-0150"}]
    write(**fields(contacts=public, referral=referral(name=name)))
    assert found(toy) == []


@pytest.mark.parametrize("name", PEOPLE)
def test_full_names_are_found_and_not_repeated(name: str, toy: Path, write: Write) -> None:
    public = [{"role": "public", "phone": "+1-619-555-0150"}, {"role": "staff", "name": name, "email": "a@example.org"}]
    write(**fields(contacts=public))
    (only,) = found(toy)
    assert (only.rule, only.pointer) == ("full-name", ("contacts", 1, "name"))
    assert name.rpartition(" ")[2] not in only.message


def test_the_name_beside_a_job_and_of_an_informant_is_a_persons(toy: Path, write: Write) -> None:
    verified = {"verified_on": "2026-05-01", "verified_by": "desk", "method": "phone"}
    write(
        **fields(
            referral=referral(role="Program manager", name="Yousif Haddad"),
            verification={**verified, "informant": {"name": "Nguyen Thanh", "title": "Host"}},
        )
    )
    assert [one.pointer for one in found(toy)] == [
        ("referral", "program_contacts", 0, "name"),
        ("verification", "informant", "name"),
    ]


def test_names_in_organizations_and_settings_are_read_too(toy: Path) -> None:
    path = toy / "organizations" / "example-runner.yaml"
    office = 'contacts: [{role: Director, name: Rosa Ortega, phone: "+1-619-555-0150"}]\n'
    path.write_text(f"name: Example Runner\ntype: community-organization\n{office}", encoding="utf-8")
    assert [one.rule for one in found(toy)] == ["full-name"]


@pytest.mark.parametrize("role", ["Contact", "contact person", "N/A", "Person", "-", "Luis R.", "Dr. Ana P.", "???"])
def test_roles_that_name_no_desk(role: str, toy: Path, write: Write) -> None:
    write(**fields(referral=referral(role=role, name="Luis R.")))
    (only,) = found(toy, "referral-contact-without-desk")
    assert only.pointer == ("referral", "program_contacts", 0, "role")
    assert "Luis" not in only.message
    assert "Ana" not in only.message


@pytest.mark.parametrize(
    "role", ["Front desk", "Nurse", "Host", "Bureau", "Accueil", "接待处", "الاستقبال", "Luis Center"]
)
def test_roles_that_name_a_desk(role: str, toy: Path, write: Write) -> None:
    write(**fields(referral=referral(role=role, name=role)))
    assert found(toy) == []


def test_a_role_that_repeats_the_first_name(toy: Path, write: Write) -> None:
    write(**fields(referral=referral(role="Luis", name="Luis R.")))
    assert [one.rule for one in found(toy)] == ["referral-contact-without-desk"]


TEXTS = [
    ("patient-like-text", "She comes on Tuesdays (DOB: 3/4/1960)."),
    ("patient-like-text", "Ana P., born 4 March 1960, leads the walk."),
    ("patient-like-text", "Fecha de nacimiento: 04/03/1960"),
    ("patient-like-text", "Ask for MRN 00123456 at the desk."),
    ("patient-like-text", "Medi-Cal ID: 91234567A"),
    ("patient-like-text", "SSN 123-45-6789"),
    ("patient-like-text", "Her number is 123-45-6789."),
    ("prompt-left-in", "TODO: ask for the hours"),
    ("prompt-left-in", "FIXME hours are old"),
    ("prompt-left-in", "Lorem ipsum dolor sit amet"),
    ("prompt-left-in", "Doors open at TBD every week"),
    ("prompt-left-in", "A group of <your organization> in town"),
    ("prompt-left-in", "A group for [insert condition here]"),
    ("prompt-left-in", "Phone for questions: ???"),
    ("prompt-left-in", "Call 619-XXXX for a place"),
    ("prompt-left-in", "We are {{ program.name }} of San Diego"),
    ("prompt-left-in", "Write your program name here"),
    ("all-capitals", "COOKING TOGETHER EVERY TUESDAY"),
    ("stigmatizing-words", "Addicts help each other"),
    ("stigmatizing-words", "Help for people who suffer from depression"),
    ("stigmatizing-words", "For stroke victims and their wives"),
    ("stigmatizing-words", "For families after somebody committed suicide"),
    ("stigmatizing-words", "Rides for wheelchair-bound people"),
    ("stigmatizing-words", "We visit the mentally ill and their families"),
    ("stigmatizing-words", "Cooking for diabetics every week"),
    ("stigmatizing-words", "Non-compliant patients are called at home"),
    ("stigmatizing-words", "Cenas para drogadictos y sus familias"),
    ("stigmatizing-words", "A circle for HIV-infected men"),
    ("jargon", "Peers utilize a workbook every week"),
    ("jargon", "We facilitate access to a clinic"),
    ("jargon", "Psychoeducation every second week"),
    ("jargon", "Help with medication adherence"),
    ("jargon", "Practice that builds self-efficacy"),
    ("long-sentence", "We cook and " + "walk and " * 17 + "talk."),
    ("html-in-text", "We cook <b>every</b> Tuesday"),
    ("html-in-text", "Cooking&nbsp;together every week"),
    ("html-in-text", "Cooking together <br/> every week"),
    ("html-in-text", '<a href="https://www.example.org">Here</a> we cook'),
    ("html-in-text", "See ![our kitchen](kitchen.jpg) here"),
]


@pytest.mark.parametrize(("rule", "text"), TEXTS, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(TEXTS)])
def test_faults_in_an_activity_are_found_at_their_place(rule: str, text: str, toy: Path, write: Write) -> None:
    write(**fields(functions=functions(text)))
    (only,) = found(toy)
    assert (only.rule, only.pointer) == (rule, ("functions", "daily_management", "activities", 1))
    assert only.severity is (Severity.ERROR if rule == "patient-like-text" else Severity.WARNING)
    assert not only.message.endswith(".")


def test_what_a_patient_like_text_says_is_never_repeated(toy: Path, write: Write) -> None:
    write(**fields(description="Ana P., born 3/4/1960, MRN 00123456, SSN 123-45-6789, Medicare number 1EG4-TE5-MK72"))
    messages = " ".join(one.message for one in found(toy))
    for detail in ("Ana", "1960", "123", "6789"):
        assert detail not in messages


def test_long_sentences_are_counted_from_one(toy: Path, write: Write) -> None:
    write(**fields(description=f"We cook. We walk.\n\nWe {'talk and ' * 20}sing."))
    (only,) = found(toy)
    assert "sentence 3 here has 42 words" in only.message


def test_leftovers_of_an_import_are_not_read_for_style(toy: Path, write: Write) -> None:
    write(**fields(extra={"hsds": {"description": "<p>TODO: ask</p>"}}))
    assert found(toy) == []


def test_a_name_of_64_characters_is_fine(toy: Path, write: Write) -> None:
    write(**fields(name="The Example Community Circle of Neighbors Who Cook With Each O12"[:64]))
    assert found(toy) == []
    write(**fields(name="The Example Community Circle of Neighbors Who Cook With Each Other"))
    assert [one.rule for one in found(toy)] == ["long-name"]


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        ("Diabetes Neighbors", "We are the Diabetes Neighbors peer group."),
        ("糖尿病互助小组的朋友们一起", "糖尿病互助小组的朋友们一起"),
        ("Peer support for veterans", "Peer support for veterans"),
    ],
)
def test_a_summary_that_says_only_the_name(name: str, summary: str, toy: Path, write: Write) -> None:
    write(**fields(name=name, summary=summary))
    assert [(one.rule, one.pointer) for one in found(toy)] == [("summary-repeats-name", ("summary",))]


def test_a_summary_that_says_one_thing_more_is_fine(toy: Path, write: Write) -> None:
    write(**fields(name="Diabetes Neighbors", summary="Diabetes Neighbors: a peer support group in Spanish."))
    assert found(toy) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "Neighbors help each other with sugar"),
        ("fa", "Neighbors help each other with sugar"),
        ("zh", "Neighbors help each other with sugar"),
        ("zh-Hans", "Neighbors help each other with sugar"),
        ("ja", "Neighbors help each other with sugar"),
        ("th", "Neighbors help each other with sugar"),
        ("ru", "Neighbors help each other with sugar"),
        ("ko", "Neighbors help each other with sugar"),
        ("es", "نساعد بعضنا بعضا في العيش مع السكري"),
        ("es", SAYS),
    ],
)
def test_translations_in_another_script_or_not_translated(language: str, text: str, toy: Path, write: Write) -> None:
    write(**fields(summary=SAYS, translations={language: {"name": "Example", "summary": text}}))
    (only,) = found(toy)
    assert (only.rule, only.pointer) == ("translation-script", ("translations", language, "summary"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "نساعد بعضنا بعضا. HIV و AIDS، اكتبي إلى noor@welcome.example.org"),
        ("zh", "AA 互助小组，每周二见面，LGBTQ 朋友也欢迎。"),
        ("ja", "となりの人と助け合う会です。AA と NA の人も。"),
        ("zh-Latn", "Women mei zhou er zai zhensuo jianmian"),
        ("sr", "Komšije sa dijabetesom pomažu jedni drugima"),
        ("vi", "Người hàng xóm giúp nhau sống với bệnh tiểu đường"),
        ("ar", "AA + NA + HIV"),
        ("x", "anything that is in no list"),
    ],
)
def test_translations_in_their_script(language: str, text: str, toy: Path, write: Write) -> None:
    code = "tlh" if language == "x" else language
    write(**fields(translations={code: {"name": "Example", "summary": text}}))
    assert found(toy) == []


@pytest.mark.parametrize(
    ("populations", "ages", "field"),
    [
        (["youth"], {"minimum_age": 18}, "minimum_age"),
        (["youth"], {"minimum_age": 35, "maximum_age": 60}, "minimum_age"),
        (["adults", "older-adults"], {"maximum_age": 17}, "maximum_age"),
        (["youth"], {"minimum_age": 18, "maximum_age": 25}, None),
        (["youth", "lgbtq"], {"minimum_age": 18}, None),
        (["youth", "adults"], {"minimum_age": 18}, None),
        (["youth"], {"minimum_age": 12.5, "maximum_age": 19}, None),
        (["adults"], {"minimum_age": 18, "maximum_age": 30}, None),
        (["parents"], {"maximum_age": 17}, None),
    ],
)
def test_ages_and_populations(
    populations: list[str], ages: dict[str, float], field: str | None, toy: Path, write: Write
) -> None:
    write(**fields(populations=populations, eligibility=ages))
    pointers = [one.pointer for one in found(toy)]
    assert pointers == ([("eligibility", field)] if field else [])


def test_linkage_that_says_nothing_or_both_is_fine(toy: Path, write: Write) -> None:
    assert found(toy) == []
    write(**fields(functions=functions(links_to=["community-resources", "clinical-care"])))
    assert found(toy) == []
    write(**fields(functions=functions(links_to=["community-resources"])))
    (only,) = found(toy)
    assert 'add "clinical-care"' in only.message


def test_what_is_not_listed_needs_no_phone_crisis_wording_or_second_side(toy: Path, write: Write) -> None:
    whole = referral()
    del whole["escalation"]
    url = [{"role": "public", "url": "https://www.example.org/"}]
    bare = fields(contacts=url, referral=whole, functions=functions(links_to=["clinical-care"]))
    write(**bare, status="status: closed\n")
    assert found(toy) == []
    write(**bare, status="status: paused\n")
    assert {one.rule for one in found(toy)} == {"no-phone-or-email", "no-crisis-wording", "one-sided-linkage"}


def test_a_phone_for_staff_only_is_no_phone_for_the_public(toy: Path, write: Write) -> None:
    staff = {"role": "staff", "phone": "+1-619-555-0150", "visibility": "staff"}
    write(**fields(contacts=[staff, {"role": "public", "url": "https://www.example.org/"}]))
    (only,) = found(toy)
    assert (only.rule, only.pointer) == ("no-phone-or-email", ("contacts", 1, "url"))


def test_the_sample_directory_keeps_every_rule_silent(sample: Collection) -> None:
    context = Context(collection=sample, today=TODAY)
    assert list(lint(context, [RULES[name] for name in WORDS])) == []
