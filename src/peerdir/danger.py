"""What somebody types who is in danger: whom to call comes before any program then, and nothing is taken for a slip."""

from peerdir.analyse import is_unspaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# As words are compared (`analyse.words`): in small letters, without accents. English, Spanish, French, Vietnamese,
# Chinese, Arabic, Thai and Tagalog. It is better to show the lines once too often.
SAID = (
    *("suicide", "suicidal", "kill myself", "killing myself", "want to die", "wanna die", "end my life"),
    *("hurt myself", "cut myself", "cutting myself", "self harm", "overdose", "hits me", "hit me", "beats me"),
    *("rape", "raped", "suicidio", "suicidarme", "matarme", "quiero morir", "quitarme la vida", "hacerme dano"),
    *("sobredosis", "me pega", "violacion", "me suicider", "me tuer", "envie de mourir", "veux mourir", "me frappe"),
    *("viol", "tu tu", "muon chet", "自杀", "自殺", "想死", "انتحار", "ฆ่าตัวตาย", "magpakamatay"),
)


def is_said(words: "Sequence[str]") -> bool:
    """Tell whether some words, folded, say that somebody is in danger."""
    text = f" {' '.join(words)} "
    return any(f" {said} " in text or (is_unspaced(said) and said in text) for said in SAID)
