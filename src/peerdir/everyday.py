"""What people say everywhere, whatever a directory's vocabulary: days, times of day, how far, free, no car.

Only building an index needs this; a search finds the phrases in the index. A line is a code and what people say for it,
in the languages of the sample directory and some neighbors. To teach a search another language, add its words here.
"""

from collections.abc import Iterator

from peerdir import spoken_hours
from peerdir.records import Program, Slot
from peerdir.wording import ENGLISH_DAYS

DAYS = {
    "MO": "monday, lunes, lundi, thứ hai, 星期一, 周一, 週一, 礼拜一, 禮拜一, วันจันทร์, จันทร์, الاثنين, الإثنين",
    "TU": "tuesday, tue, tues, martes, mardi, thứ ba, 星期二, 周二, 週二, 礼拜二, 禮拜二, วันอังคาร, อังคาร, الثلاثاء",
    "WE": "wednesday, wed, miércoles, mercredi, thứ tư, 星期三, 周三, 週三, 礼拜三, 禮拜三, วันพุธ, พุธ, "
    "الأربعاء, miyerkules",
    "TH": "thursday, thu, thur, thurs, jueves, jeudi, thứ năm, 星期四, 周四, 週四, 礼拜四, 禮拜四, วันพฤหัส, วันพฤหัสบดี, "
    "พฤหัส, الخميس, huwebes",
    "FR": "friday, fri, viernes, vendredi, thứ sáu, 星期五, 周五, 週五, 礼拜五, 禮拜五, วันศุกร์, ศุกร์, الجمعة, biyernes",
    "SA": "saturday, sábado, samedi, thứ bảy, 星期六, 周六, 週六, 礼拜六, 禮拜六, วันเสาร์, เสาร์, السبت",
    "SU": "sunday, domingo, dimanche, chủ nhật, 星期日, 星期天, 周日, 週日, 礼拜天, 礼拜日, 禮拜天, 禮拜日, วันอาทิตย์, "
    "يوم الأحد, linggo",
}
WEEKEND = (
    "weekend, weekends, week end, fin de semana, fines de semana, cuối tuần, 周末, 週末, สุดสัปดาห์, เสาร์อาทิตย์, "
    "نهاية الأسبوع, عطلة نهاية الأسبوع"
)
WEEKDAYS = (
    "weekday, weekdays, during the week, monday to friday, entre semana, de lunes a viernes, en semaine, 平日, 工作日, "
    "ngày thường, วันธรรมดา, أيام الأسبوع"
)
RELATIVE = {"+0": "today", "+1": "tomorrow", "+2": "day after tomorrow"}
# What people say for these, with parts of that day.
FROM_NOW = {
    ("+0",): "today, hoy, aujourd'hui, hôm nay, 今天, 今日, วันนี้, اليوم, ngayong araw",
    ("+0", "morning"): "this morning, esta mañana, ce matin, sáng nay, 今早, 今天早上, 今天上午, เช้านี้, هذا الصباح",
    ("+0", "afternoon"): "this afternoon, cet après-midi, chiều nay, 今天下午, บ่ายนี้, بعد ظهر اليوم",
    ("+0", "afternoon", "evening"): "esta tarde",
    ("+0", "evening"): "tonight, this evening, esta noche, ce soir, tối nay, 今晚, 今天晚上, คืนนี้, เย็นนี้, الليلة, "
    "مساء اليوم, mamayang gabi",
    ("+1",): "tomorrow, el día de mañana, demain, ngày mai, 明天, 明日, พรุ่งนี้, غدا, يوم غد, bukas",
    (
        "+1",
        "morning",
    ): "mañana por la mañana, mañana en la mañana, demain matin, sáng mai, 明早, 明天早上, 明天上午, صباح الغد",
    ("+1", "afternoon", "evening"): "mañana por la tarde, mañana en la tarde",
    ("+1", "evening"): "mañana por la noche, mañana en la noche, demain soir, tối mai, 明晚, 明天晚上, مساء الغد",
    ("+2",): "day after tomorrow, the day after tomorrow, pasado mañana, après-demain, ngày kia, ngày mốt, 后天, 後天, "
    "มะรืน, มะรืนนี้, بعد غد",
}
TIMES = {
    "early": "early morning, early in the morning, before work, madrugada, temprano en la mañana, tôt le matin, 清晨, "
    "一大早, sáng sớm, เช้าตรู่, الصباح الباكر",
    "morning": "morning, in the morning, mornings, mañana, mañanas, por la mañana, en la mañana, matin, matinée, "
    "le matin, 早上, 上午, 早晨, buổi sáng, เช้า, ตอนเช้า, ช่วงเช้า, صباح, الصباح, صباحا",
    "midday": "noon, at noon, lunchtime, lunch time, midday, mediodía, al mediodía, à midi, 中午, buổi trưa, เที่ยง, "
    "ตอนเที่ยง, ช่วงเที่ยง, الظهر",
    "afternoon": "afternoon, afternoons, in the afternoon, tarde, tardes, por la tarde, en la tarde, après-midi, "
    "下午, 午后, 午後, buổi chiều, บ่าย, ตอนบ่าย, ช่วงบ่าย, بعد الظهر",
    "evening": "evening, evenings, in the evening, after work, tarde, tardes, por la tarde, en la tarde, soir, soirée, "
    "le soir, 晚上, 傍晚, 晚间, 晚間, buổi tối, ตอนเย็น, "
    "เย็น, ช่วงเย็น, ค่ำ, ตอนค่ำ, ช่วงค่ำ, หลังเลิกงาน, المساء, مساء, بعد العمل, después del trabajo, après le travail, "
    "下班后, 下班以后, 下班後",
    "night": "night, nights, at night, noche, noches, por la noche, en la noche, la nuit, 夜里, 夜裡, 夜晚, 夜间, "
    "ban đêm, กลางคืน, ตอนกลางคืน, ليلا, الليل",
    "late": "late at night, late night, late evening, tarde en la noche, tard le soir, "
    "深夜, 半夜, 晚上11点, 晚上11点以后, 晚上十一点, 晚上十一点以后, đêm khuya, ดึก, เที่ยงคืน, หลังเที่ยงคืน, آخر الليل",
    "always": "day and night, around the clock, 24 hours, 24/7, anytime, any time, 24 horas, día y noche, "
    "jour et nuit, 24小时, 日夜, cả ngày lẫn đêm, ตลอด 24 ชั่วโมง, على مدار الساعة",
    **{
        f"after-{hour + 12}": f"after {hour} pm, after {hour}, after {hour + 12}:00, después de las {hour}, "
        f"a partir de las {hour}, después de las {hour + 12} h, después de las {hour + 12}:00, après {hour + 12} h"
        for hour in range(1, 11)
    },
    **{
        f"at-{hour + 12}": f"{hour} pm, {hour}:00 pm, {hour}:30 pm, a las {hour} de la tarde, {hour + 12} h, "
        f"{hour + 12}:00, {hour + 12}:30"
        for hour in range(1, 11)
    },
    **{f"at-{hour}": f"{hour} am, {hour}:00 am, {hour}:30 am" for hour in range(7, 12)},
    **{
        f"before-{hour}": f"before {hour} am, before {hour}, antes de las {hour}, avant {hour} h"
        for hour in range(7, 12)
    },
    "before-12": "before noon, before lunch, before 12, antes del mediodía, antes de las 12, avant midi, avant 12 h",
}
# From which minute of the day to which.
HOURS = {
    "early": (0, 9 * 60),
    "morning": (0, 12 * 60),
    "midday": (11 * 60, 14 * 60),
    "afternoon": (12 * 60, 17 * 60),
    "evening": (17 * 60, 24 * 60),
    "night": (18 * 60, 24 * 60),
    "late": (21 * 60, 24 * 60),
    "always": (0, 24 * 60 - 1),
    **{f"after-{hour}": (hour * 60, 24 * 60) for hour in range(13, 23)},
    **{f"at-{hour}": (hour * 60, hour * 60 + 60) for hour in range(7, 23)},
    **{f"before-{hour}": (0, hour * 60) for hour in range(7, 13)},
}
OTHER = {
    ("way", "no-car"): "no car, without a car, do not have a car, don't have a car, don't drive, do not drive, "
    "can't drive, cannot drive, sin carro, sin coche, no tengo carro, no tengo coche, no manejo, sans voiture, "
    "pas de voiture, je ne conduis pas, 没有车, 没车, 不开车, 不会开车, ไม่มีรถ, ขับรถไม่ได้, بدون سيارة, ليس لدي سيارة, "
    "لا أقود, không có xe, không lái xe",
    ("free", "yes"): "free, free of charge, for free, no cost, no charge, at no cost, costs nothing, gratis, gratuito, "
    "gratuita, sin costo, gratuit, gratuite, 免费, 免費, ฟรี, ไม่เสียค่าใช้จ่าย, مجاني, مجانا, مجانية, miễn phí",
    ("room", "yes"): "has room, with room, open spots, has space, open places, no waitlist, no waiting list, openings, "
    "taking new people, accepting new people, con cupo, hay cupo, con lugar, hay lugar, lugar disponible, "
    "places libres, 有名额, 有空位, "
    "còn chỗ, มีที่ว่าง, يوجد مكان",
    ("near", ""): "near, nearby, near by, close to, around, not far from, cerca, cerca de, alrededor de, près de, "
    "proche de, autour de, gần, ใกล้, ใกล้ๆ, 附近, 靠近, 离, قرب, قريب من, بالقرب من",
    ("near", "me"): "near me, close to me, near my home, close to home, near my house, cerca de mí, cerca de mi casa, "
    "près de chez moi, 我附近, 我家附近, 离我近, ใกล้บ้าน, ใกล้ฉัน, قريب مني, gần tôi, gần nhà",
}
# For whom somebody asks. It says little about the program, which need not be for mothers because somebody's mother is
# ill: it only orders what is found.
RELATIVES = (
    "mother, my mother, mom, my mom, mum, my mum, my mama, father, my father, dad, my dad, my parent, my parents, "
    "my wife, my husband, my spouse, my partner, my sister, my brother, my grandmother, my grandma, my grandfather, "
    "my grandpa, my aunt, my uncle, my cousin, my friend, my neighbor, my child, my kid, my son, my daughter, "
    "mamá, mi mamá, mi madre, papá, mi papá, mi padre, mis padres, mi esposa, mi esposo, mi marido, mi mujer, "
    "mi pareja, mi hermana, mi hermano, mi abuela, mi abuelo, mi tía, mi tío, mi amiga, mi amigo, mi hijo, mi hija, "
    "mis hijos, ma mère, mon père, mes parents, ma femme, mon mari, ma sœur, mon frère, ma grand-mère, mon grand-père, "
    "mon fils, ma fille, mon enfant, mẹ tôi, má tôi, bố tôi, ba tôi, cha tôi, vợ tôi, chồng tôi, con tôi, "
    "con trai tôi, con gái tôi, 我妈, 我妈妈, 我母亲, 我爸, 我爸爸, 我父亲, 我老公, 我丈夫, 我老婆, "
    "我太太, 我妻子, 我儿子, 我女儿, 我孩子, แม่ฉัน, แม่ของฉัน, พ่อฉัน, พ่อของฉัน, สามีฉัน, สามีของฉัน, ภรรยาผม, ภรรยาของผม, "
    "ลูกฉัน, ลูกของฉัน, أمي, والدتي, أبي, والدي, زوجي, زوجتي, أختي, أخي, ابني, ابنتي, طفلي"
)
LABELS = {
    ("way", "no-car"): "no car needed",
    ("free", "yes"): "free",
    ("room", "yes"): "has room",
    ("near", ""): "near",
    ("near", "me"): "near me",
    ("time", "always"): "day and night",
    ("time", "late"): "late evening",
    ("time", "early"): "early morning",
}
REMOTE = frozenset(("phone", "text", "video", "online-forum", "home-visit"))
# A meeting that lies at least so many minutes in a part of the day fits it a little.
OVERLAP = 30
MINUTES = 60


def phrases() -> Iterator[tuple[str, str, str, str]]:
    """Yield what people say with its kind, code and label: ("martes", "day", "TU", "Tuesday")."""
    for day, said in DAYS.items():
        yield from ((phrase, "day", day, ENGLISH_DAYS[day]) for phrase in _cut(said))
    for said, days in ((WEEKEND, ("SA", "SU")), (WEEKDAYS, ("MO", "TU", "WE", "TH", "FR"))):
        yield from ((phrase, "day", day, ENGLISH_DAYS[day]) for phrase in _cut(said) for day in days)
    for (day, *parts), said in FROM_NOW.items():
        for phrase in _cut(said):
            yield phrase, "day", day, RELATIVE[day]
            yield from ((phrase, "time", part, part) for part in parts)
    times = ((phrase, code) for code, said in TIMES.items() for phrase in _cut(said))
    for phrase, code in dict.fromkeys((*times, *spoken_hours.phrases())):
        yield phrase, "time", code, LABELS.get(("time", code)) or _hour(code)
    yield from ((phrase, "relative", "", "relative") for phrase in _cut(RELATIVES))
    for (kind, code), said in OTHER.items():
        yield from ((phrase, kind, code, LABELS[kind, code]) for phrase in _cut(said))


def _hour(code: str) -> str:
    """Return what is shown for a part of the day: "after 6 pm" for after-18."""
    word, _, hour = code.partition("-")
    return f"{word} {(int(hour) - 1) % 12 + 1} {'am' if int(hour) < 12 else 'pm'}" if hour else word


def _cut(said: str) -> Iterator[str]:
    return (phrase.strip() for phrase in said.split(","))


def meets(program: Program) -> Iterator[tuple[str, str]]:
    """Yield when a program meets: ("day", "TU"), ("when", "TU evening"), ("when", "* evening") for any day.

    A part of the day that a meeting only reaches into has the kind "partly".
    """
    for slot in program.schedule:
        days = [*ENGLISH_DAYS] if slot.freq == "daily" else [code[-2:] for code in slot.byday]
        yield from (("day", day) for day in days)
        for part, kind in _parts(slot):
            yield from ((kind, f"{day} {part}") for day in (*days, "*") if days)


def _parts(slot: Slot) -> Iterator[tuple[str, str]]:
    start, end = _minutes(slot.start, 0), _minutes(slot.end, 24 * MINUTES - 1)
    if end < start:
        end += 24 * MINUTES
    for part, (low, high) in HOURS.items():
        if (low <= start < high and part != "always") or (start <= low and high <= end):
            yield part, "when"
        elif min(end, high) - max(start, low) >= OVERLAP and part != "always":
            yield part, "partly"


def _minutes(clock: str | None, otherwise: int) -> int:
    return int(clock[:2]) * MINUTES + int(clock[3:5]) if clock else otherwise


def ways(program: Program) -> Iterator[tuple[str, str]]:
    """Yield whether somebody without a car can use a program, or is given a ride: ("way", "no-car")."""
    if REMOTE & set(program.modalities) or any(place.type in ("virtual", "phone") for place in program.locations):
        yield "way", "no-car"
    if "transport" in program.needs:
        yield "partly-way", "no-car"
