"""A term, or more words for one, added to a vocabulary's file: a few new bytes, and not one other byte changes."""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from peerdir import limits
from peerdir.analyse import words
from peerdir.diagnostic import Pointer
from peerdir.edit.splice import value_at
from peerdir.lint import fix
from peerdir.reading.reader import read
from peerdir.reading.source import Source
from peerdir.vocabulary.splice import Value, into_list, into_map

BY_LANGUAGE = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*:\s*(.*)")
BY_HAND = "the file is laid out so that only a person can change it; add it by hand near line {line}"


class NotAddedError(ValueError):
    """It cannot be added; the message says why, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Addition:
    """What is to be added to the term called `code`; a new term needs a label. Labels and synonyms are by language."""

    code: str
    label: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def addition(code: str, labels: Iterable[str], synonyms: Iterable[str], language: str) -> Addition:
    """Read what people type: "es: Asma" is a label in Spanish, "sugar, sweet blood" two synonyms in `language`."""
    said: dict[str, tuple[str, ...]] = {}
    for tag, text in _by_language(synonyms, language):
        said[tag] = (*said.get(tag, ()), *(one for part in text.split(",") if (one := " ".join(part.split()))))
    read_as = dict(_by_language(labels, "en"))
    plain = read_as.pop("en", None)
    return Addition(
        code=code, label=plain, labels=read_as, synonyms={tag: words for tag, words in said.items() if words}
    )


def _by_language(texts: Iterable[str], otherwise: str) -> Iterator[tuple[str, str]]:
    for text in map(str.strip, texts):
        if found := BY_LANGUAGE.fullmatch(text):
            yield found[1], found[2]
        elif text:
            yield otherwise, text


def add(source: Source, addition: Addition) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of a vocabulary's file with the addition, and what was added, in words.

    Words that stand there already are left out. Raises NotAddedError when a label would be replaced, when a new term
    has none, and when the new text would not read back as exactly what was meant.
    """
    codes = [term["code"] for term in source.data["terms"]]
    if addition.code in codes:
        return _extended(source, addition, codes.index(addition.code))
    if not addition.label:
        raise NotAddedError(f'"{addition.code}" is a new term and needs a label: --label TEXT')
    term = _term(addition)
    return _checked(source, ("terms",), len(codes), term).raw, (f'the term "{addition.code}"',)


def _term(addition: Addition) -> dict[str, Any]:
    term: dict[str, Any] = {"code": addition.code, "label": addition.label}
    if addition.labels:
        term["labels"] = dict(addition.labels)
    if addition.synonyms:
        term["synonyms"] = {language: list(said) for language, said in addition.synonyms.items()}
    return term


def _extended(source: Source, addition: Addition, index: int) -> tuple[bytes, tuple[str, ...]]:
    """Add words one after another; each step is read back before the next."""
    term = source.data["terms"][index]
    if addition.label and addition.label != term["label"]:
        raise NotAddedError(f'"{addition.code}" has the label "{term["label"]}" already; change it in the file')
    done: list[str] = []
    for language, label in _new_labels(term, addition):
        source = _into_map(source, ("terms", index, "labels"), language, label)
        done.append(f'the label "{label}" ({language})')
    for language, said in _new_synonyms(term, addition):
        source = _synonym(source, index, language, said)
        done.append(f'"{said}" ({language})')
    return source.raw, tuple(done)


def _new_labels(term: Mapping[str, Any], addition: Addition) -> Iterator[tuple[str, str]]:
    for language, label in addition.labels.items():
        old = term.get("labels", {}).get(language)
        if old and old != label:
            raise NotAddedError(f'"{addition.code}" has the label "{old}" ({language}) already; change it in the file')
        if not old:
            yield language, label


def _new_synonyms(term: Mapping[str, Any], addition: Addition) -> Iterator[tuple[str, str]]:
    for language, said in addition.synonyms.items():
        label = term["label"] if language == "en" else term.get("labels", {}).get(language, "")
        seen = [words(old) for old in (label, *term.get("synonyms", {}).get(language, ()))]
        for one in said:
            if words(one) not in seen:
                seen.append(words(one))
                yield language, one


def _synonym(source: Source, index: int, language: str, said: str) -> Source:
    synonyms = source.data["terms"][index].get("synonyms", {})
    if language not in synonyms:
        return _into_map(source, ("terms", index, "synonyms"), language, [said])
    return _checked(source, ("terms", index, "synonyms", language), len(synonyms[language]), said)


def _into_map(source: Source, pointer: Pointer, key: str, value: Value) -> Source:
    """Add a key to the map at `pointer`; make the map first if its term has none."""
    *path, name = pointer
    if name not in value_at(source.data, tuple(path)):
        return _checked(source, tuple(path), str(name), {key: value})
    return _checked(source, pointer, key, value)


def _checked(source: Source, pointer: Pointer, key: str | int, value: Value) -> Source:
    """Put a value in, and read the new text: it must say what it said before, and the new value, and nothing else."""
    expected = copy.deepcopy(source.data)
    holder = value_at(expected, pointer)
    if isinstance(holder, list):
        holder.append(value)
        edit = into_list(source, pointer, value)
    else:
        holder[key] = value
        edit = into_map(source, pointer, str(key), value)
    after = read(fix.apply(source.raw, [edit]), limits.SIZES["vocabulary"])
    if after.data != expected:
        # A hidden character or a limit is the new text's own fault; anything else is how the file is laid out.
        why = next((one.message for one in after.problems if one.rule in ("hidden-character", "too-large")), None)
        raise NotAddedError(why or BY_HAND.format(line=edit.span.line))
    return after
