"""What somebody types who is in danger: whom to call comes before any program then, and nothing is taken for a slip."""

from peerdir.analyse import edits, is_unspaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# As words are compared (`analyse.words`): in small letters, without accents. It is better to show the lines once too
# often. No list is complete, and no native speaker has read those that are not in English.
ENGLISH = """kill myself|killing myself|want to die|wanna die|end my life|don't want to live|
dont want to live|hurt myself|cut myself|cutting myself|self harm|overdose|hits me|hit me|beats me|rape|raped|
kill my self|kill himself|kill herself|kill themselves|killing himself|killing herself|hurt my self|hurting myself|
better off dead|better off without me|want 2 die|wants to die|wish i was dead|wish i were dead|no reason to live|
don't want to be alive|dont want to be alive|end it all|kms|took too many pills|took all my pills|being abused|
abuses me|abusing me|unsafe at home|not safe at home|hitting me|beating me|chokes me|choked me"""
SPANISH = """matarme|quiero morir|no quiero vivir|quitarme la vida|hacerme dano|sobredosis|
me pega|me golpea|violacion|me quiero matar|me voy a matar|matarse|me mato|sin ganas de vivir|no tengo ganas de vivir|
ganas de morir|hacerse dano|cortarme|me corto|me maltrata|me maltratan|tome muchas pastillas|
tome demasiadas pastillas"""
FRENCH = """me tuer|envie de mourir|veux mourir|plus envie de vivre|surdose|me frappe|viol|me bat|me tape|
se tuer|en finir|je me coupe|me couper les veines|me faire du mal|trop de cachets|trop de medicaments|me viole"""
VIETNAMESE = """tu tu|tu sat|muon chet|khong muon song|ket thuc cuoc doi|giet minh|tu hai|tu lam dau|qua lieu|danh toi|
chong danh|hiep dam|bi danh|bi bao hanh|danh dap|khong thiet song|khong muon ton tai|rach tay|uong thuoc qua nhieu"""
CHINESE = """自杀|自殺|想死|不想活|活不下去|轻生|輕生|寻死|尋死|结束生命|結束生命|结束自己的生命|結束自己的生命|自残|
自殘|割腕|服药过量|家暴|被打|打我|虐待我|强奸|強姦|性侵|
伤害自己|傷害自己|吃太多药|自尽|自盡|跳楼|跳樓|上吊|家庭暴力"""
ARABIC = """انتحار|الانتحار|بالانتحار|انتحر|انهي حياتي|انهاء حياتي|اقتل نفسي|قتل نفسي|اريد ان اموت|اريد الموت|
اتمني الموت|اوذي نفسي|ايذاء نفسي|ايذاء النفس|اجرح نفسي|جرعه زايده|يضربني|اغتصاب|الاغتصاب|اغتصبني|
سانتحر|ساقتل نفسي|لا اريد ان اعيش|لا اريد العيش|لا اريد الحياه|بدي موت|بدي اموت|يعنفني|يضربوني"""
THAI = """ฆ่าตัวตาย|อยากตาย|ไม่อยากอยู่|ไม่อยากมีชีวิต|จบชีวิต|คิดสั้น|ทําร้ายตัวเอง|
กรีดข้อมือ|กินยาเกินขนาด|ทําร้ายฉัน|ตบตีฉัน|ข่มขืน|สามีตี|สามีทําร้าย|แฟนตบ|แฟนตี|ตีฉัน|
ไม่อยากหายใจ|อยากฆ่า"""
TAGALOG = "magpakamatay|gusto kong mamatay|sinasaktan ako|ginahasa|magpapakamatay|ayoko nang mabuhay|binubugbog ako"
LISTS = (ENGLISH, SPANISH, FRENCH, VIETNAMESE, CHINESE, ARABIC, THAI, TAGALOG)
SAID = tuple(phrase for one in LISTS for phrase in one.replace("\n", "").split("|"))


# A word that begins so, or is one letter away from one of these, is never taken for another.
BEGINNING, OFTEN_MISSPELLED = "suicid", ("suicide", "suicidal", "suicidio")


def is_said(words: "Sequence[str]") -> bool:
    """Tell whether some words, folded, say that somebody is in danger."""
    text = f" {' '.join(words)} "
    return any(map(_is_misspelled, words)) or any(
        f" {said} " in text or (is_unspaced(said) and said in text) for said in SAID
    )


def _is_misspelled(word: str) -> bool:
    return word.startswith(BEGINNING) or any(edits(word, meant, 1) <= 1 for meant in OFTEN_MISSPELLED)
