"""The inclusion policy and its translations: their texts, and what in them cannot be understood.

`policy.md` is in the first language of the directory, `policy.es.md` says the same in Spanish. People read all of them;
of a translation a program reads no more than the version that it is of.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from peerdir import policy
from peerdir.diagnostic import Diagnostic, Problem, Severity, Span
from peerdir.folders import POLICY, policies
from peerdir.policy import Policy
from peerdir.reading.files import raw
from peerdir.reading.layout import File
from peerdir.reading.source import Source

Languages = Sequence[str]


def policy_text(root: Path, path: str = POLICY) -> bytes | Source | None:
    """Return the text of the inclusion policy, or of a translation, or why it cannot be read; None if there is none."""
    there = (root / path).exists() or (root / path).is_symlink()
    return raw(root, File(path, "directory", "policy")) if there else None


def policy_texts(root: Path, languages: Languages) -> dict[str, str]:
    """Return the text of the policy by language, the first of `languages` first; nothing where it cannot be read.

    A translation of another version tells what is not so (any more), and is left out.
    """
    text = policy_text(root)
    if not isinstance(text, bytes):
        return {}
    found = {languages[0]: _decoded(text)}
    version = _version(text)
    for language, path in _translations(root).items():
        said = policy_text(root, path)
        if isinstance(said, bytes) and language in languages[1:] and policy.tells(_decoded(said), version):
            found[language] = _decoded(said)
    return found


def read_policy(root: Path) -> Policy | None:
    """Read the inclusion policy; None where there is none that can be understood."""
    text = policy_text(root)
    return policy.parse(_decoded(text))[0] if isinstance(text, bytes) else None


def check_policy(root: Path, languages: Callable[[], Languages]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the policy, and with its translations; only for those `languages` is asked."""
    text = policy_text(root)
    if text is not None:
        yield from _wrong(POLICY, text, policy.parse(_decoded(text))[1] if isinstance(text, bytes) else ())
    for language, path in _translations(root).items():
        said = policy_text(root, path)
        slip = _not_shown(said, text, language, languages()) if isinstance(said, bytes) else None
        yield from _wrong(path, said, [policy.Slip(1, slip)] if slip else ())


def _not_shown(said: bytes, text: bytes | Source | None, language: str, languages: Languages) -> str | None:
    """Say why nobody is shown a translation, and how to mend that; None where people are."""
    if language == languages[0]:
        return f"{POLICY} itself is in the first language, {language}; delete this file, or move its text there"
    if language not in languages:
        return f'"{language}" is not one of the languages in directory.yaml ({", ".join(languages)}); add it there'
    version = _version(text) if isinstance(text, bytes) else None
    if version is None:
        return f"there is no {POLICY} with a version that this could be a translation of"
    if not policy.tells(_decoded(said), version):
        line = f'a line such as "Version: {version}"'
        return f"{POLICY} is version {version}, this is not; translate what changed, then write {line} at the top"
    return None


def _wrong(path: str, text: bytes | Source | None, slips: Sequence[policy.Slip]) -> Iterator[Diagnostic]:
    """Yield why a text cannot be read, or what in it cannot be understood."""
    if isinstance(text, Source):
        yield from (text.diagnose(path, problem) for problem in text.problems)
    elif text is not None:
        source = Source(text=_decoded(text))
        for slip in slips:
            span = Span(slip.line, 1, slip.line, 1)
            yield source.diagnose(path, Problem(span, (), "policy-form", Severity.WARNING, slip.message))


def _translations(root: Path) -> Mapping[str, str]:
    """Return the path of each translation by its language."""
    found = policies(sorted(path.name for path in root.iterdir())) if root.is_dir() else {}
    return {language: path for language, path in found.items() if language}


def _version(text: bytes) -> str | None:
    read, _ = policy.parse(_decoded(text))
    return read.version if read else None


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace")
