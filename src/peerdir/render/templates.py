"""What makes a page of many small values quickly from its template."""

import re
import types
from collections.abc import Callable
from typing import Any

from jinja2 import Template
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

MARKS = re.compile("[&<>'\"]").search
PLAIN = (types.FunctionType, types.MethodType)


class Asked(Context):
    """A page's context. It asks functions and macros without looking for what they never want."""

    def call(self, asked: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        is_macro = type(asked) is Macro
        if not is_macro and type(asked) not in PLAIN:
            return super().call(asked, *args, **kwargs)
        if kwargs:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        return asked(self.eval_ctx, *args, **kwargs) if is_macro else asked(*args, **kwargs)


class Quick(Template):
    """A template that escapes by `escaped`: a page has hundreds of values, and few of them change by it."""

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> Template:
        """Make a template of its code."""
        made = super().from_code(*args, **kwargs)
        made.root_render_func.__globals__["escape"] = escaped
        return made


def escaped(value: Any) -> Any:
    """Return what `markupsafe.escape` does, at once where nothing is to be done."""
    kind = type(value)
    return value if kind is Markup or (kind is str and not MARKS(value)) else escape(value)
