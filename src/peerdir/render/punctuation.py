"""What stands between words and ends a sentence in the script of a language: Chinese has no English comma."""

# By script: the languages that are written in it.
WRITTEN_IN = {
    "arabic": ("ar", "fa", "ps", "ur", "ckb", "prs"),
    "hebrew": ("he", "yi"),
    "thai": ("th",),
    "han": ("zh", "ja"),
    "hangul": ("ko",),
    "cyrillic": ("ru", "uk", "bg", "sr", "mn", "kk", "ky"),
    "greek": ("el",),
}
# What a script has between words, for what English has there.
BETWEEN = {
    "arabic": {", ": "، ", "; ": "؛ "},
    "han": {", ": "，", "; ": "；", ": ": "：", ". ": "。"},
    "thai": {". ": " "},
}
FULL_STOPS = {"han": "。", "thai": ""}


def script_of(language: str) -> str | None:
    """Return the script of a language that is not written in Latin letters."""
    code = language.partition("-")[0]
    return next((script for script, known in WRITTEN_IN.items() if code in known), None)


def between(separator: str, language: str) -> str:
    """Return what the script of a language has for an English ", ", "; ", ": " or ". "."""
    return BETWEEN.get(script_of(language) or "", {}).get(separator, separator)


def blank(language: str) -> str:
    """Return what stands between two sentences or words of a language; nothing does in Chinese."""
    return "" if script_of(language) == "han" else " "


def full_stop(language: str) -> str:
    """Return what ends a sentence in the script of a language; nothing does in Thai."""
    return FULL_STOPS.get(script_of(language) or "", ".")
