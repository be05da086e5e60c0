"""For code scanning: SARIF 2.1.0 (OASIS), with the text of every rule that spoke. It has no source lines.

Columns are counted in code points, which the run says of itself.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from peerdir import __version__
from peerdir.clean import CONTACT_FIELDS, clean, in_contact
from peerdir.diagnostic import Diagnostic, Span, json_pointer
from peerdir.lint.reading_rules import reading_rules
from peerdir.rule import Rule
from peerdir.rules import all_rules

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def report(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """Write one run with a result for each diagnostic."""
    spoke = sorted({one.rule for one in diagnostics})
    texts = {rule.name: rule for rule in (*all_rules(), *reading_rules())}
    rules = [_rule(texts[name]) for name in spoke if name in texts]
    places = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "peerdir", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "properties": {"files": files},
        "results": [_result(one, places) for one in diagnostics],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _rule(rule: Rule) -> Mapping[str, Any]:
    first, _, rest = rule.text.strip().partition("\n")
    return {
        "id": rule.name,
        "shortDescription": {"text": first},
        "fullDescription": {"text": first},
        "help": {"text": f"{first}\n{rest}".strip()},
        "defaultConfiguration": {"level": str(rule.severity)},
    }


def _result(one: Diagnostic, places: Mapping[str, int]) -> Mapping[str, Any]:
    location = {"artifactLocation": _artifact(one), "region": _region(one.span)}
    logical = [{"fullyQualifiedName": clean(json_pointer(one.pointer))}]
    return {
        "ruleId": one.rule,
        **({"ruleIndex": places[one.rule]} if one.rule in places else {}),
        "level": str(one.severity),
        "message": {"text": clean(one.message)},
        "locations": [{"physicalLocation": location, "logicalLocations": logical}],
        **({"fixes": [_fix(one)]} if _may_show(one) else {}),
    }


def _may_show(one: Diagnostic) -> bool:
    """The mended text of a contact is withheld, because a run may be public; `lint --fix` mends it all the same."""
    return one.fixable and not in_contact(one.pointer) and CONTACT_FIELDS.isdisjoint(one.pointer)


def _fix(one: Diagnostic) -> Mapping[str, Any]:
    replacements = [{"deletedRegion": _region(span), "insertedContent": {"text": text}} for span, text in one.edits]
    return {
        "description": {"text": "What peerdir lint --fix does"},
        "artifactChanges": [{"artifactLocation": _artifact(one), "replacements": replacements}],
    }


def _artifact(one: Diagnostic) -> Mapping[str, str]:
    return {"uri": quote(clean(one.path))}


def _region(span: Span) -> Mapping[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
