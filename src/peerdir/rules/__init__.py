"""The rules, one module each. Nothing is listed here: every module in this folder is a rule, named after its file."""

import functools
import importlib
import pkgutil

from peerdir.rule import Rule


@functools.cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(_rule(name) for name in names)


def _rule(name: str) -> Rule:
    module = importlib.import_module(f"{__name__}.{name}")
    return Rule(
        name=name.replace("_", "-"),
        severity=module.SEVERITY,
        text=module.__doc__ or "",
        kinds=getattr(module, "KINDS", ("program",)),
        withholds=getattr(module, "WITHHOLDS", False),
        check=getattr(module, "check", None),
        facts=getattr(module, "facts", None),
        compare=getattr(module, "compare", None),
    )
