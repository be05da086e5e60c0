"""What somebody types who is in danger: whom to call comes before any program then, and nothing is taken for a slip."""

from peerdir.analyse import is_unspaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# As words are compared (`analyse.words`): in small letters, without accents. It is better to show the lines once too
# often. No list is complete, and no native speaker has read those that are not in English.
ENGLISH = """suicide|suicidal|kill myself|killing myself|want to die|wanna die|end my life|don't want to live|
dont want to live|hurt myself|cut myself|cutting myself|self harm|overdose|hits me|hit me|beats me|rape|raped"""
SPANISH = """suicidio|suicidarme|matarme|quiero morir|no quiero vivir|quitarme la vida|hacerme dano|sobredosis|
me pega|me golpea|violacion"""
FRENCH = "me suicider|me tuer|envie de mourir|veux mourir|plus envie de vivre|surdose|me frappe|viol"
VIETNAMESE = """tu tu|tu sat|muon chet|khong muon song|ket thuc cuoc doi|giet minh|tu hai|tu lam dau|qua lieu|danh toi|
chong danh|hiep dam"""
CHINESE = """自杀|自殺|想死|不想活|活不下去|轻生|輕生|寻死|尋死|结束生命|結束生命|结束自己的生命|結束自己的生命|自残|
自殘|割腕|服药过量|家暴|被打|老公打我|丈夫打我|强奸|強姦|性侵"""
ARABIC = """انتحار|الانتحار|بالانتحار|انتحر|انهي حياتي|انهاء حياتي|اقتل نفسي|قتل نفسي|اريد ان اموت|اريد الموت|
اتمني الموت|اوذي نفسي|ايذاء نفسي|ايذاء النفس|اجرح نفسي|جرعه زايده|يضربني|اغتصاب|الاغتصاب|اغتصبني"""
THAI = """ฆ่าตัวตาย|อยากตาย|ไม่อยากอยู่|ไม่อยากมีชีวิต|จบชีวิต|คิดสั้น|ทําร้ายตัวเอง|
กรีดข้อมือ|กินยาเกินขนาด|ทําร้ายฉัน|ตบตีฉัน|ข่มขืน"""
TAGALOG = "magpakamatay|gusto kong mamatay|sinasaktan ako|ginahasa"
LISTS = (ENGLISH, SPANISH, FRENCH, VIETNAMESE, CHINESE, ARABIC, THAI, TAGALOG)
SAID = tuple(phrase for one in LISTS for phrase in one.replace("\n", "").split("|"))


def is_said(words: "Sequence[str]") -> bool:
    """Tell whether some words, folded, say that somebody is in danger."""
    text = f" {' '.join(words)} "
    return any(f" {said} " in text or (is_unspaced(said) and said in text) for said in SAID)
