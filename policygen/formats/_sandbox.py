"""The sandbox of a project's own themes: no Python, no endless work, nothing that fills the memory.

Jinja's own sandbox keeps templates from Python; this one also counts what they do. A step is a turn of a loop, a call
or a filter; long values cost more. What is over the limit is refused as what is unsafe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from policygen import limits

STEPS = limits.STEPS.most                  # in one page; the default theme takes 22,000 for one with every key declared
A_CALL = 5
LONGEST = limits.THEME_TEXT.most           # signs of a text, items of a list
LARGEST = limits.THEME_NUMBER.most         # a number that is given to a function, filter or operator
WIDE = re.compile(r"\d{5}")                # a width in a format


class TooMuchError(SecurityError):
    """What a template does is over a limit."""

    problem = limits.STEPS.problem


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of templates that are not shipped; `steps` is what is left of them."""

    intercepted_binops = frozenset(["*", "**", "%", "+"])
    steps = STEPS

    def begin(self) -> None:
        """A page begins, with all its steps."""
        self.steps = STEPS

    def metered(self, items: Iterable[Any]) -> Iterator[Any]:
        """The items of a loop, as long as steps are left."""
        for item in items:
            self.steps -= 1
            if self.steps < 0:
                raise TooMuchError("the template does too much")
            yield item

    def bound_filters(self) -> None:
        """Bound all filters that the environment has by now."""
        self.filters.update({name: self.filtered(apply) for name, apply in self.filters.items()})
        self.filters["bounded"] = self.bounded

    def bounded(self, value: Any) -> Any:
        """A value that is not too long; it costs its steps."""
        size = len(value) if isinstance(value, str | list | tuple | dict) else 0
        self.steps -= 1 + size // 64
        if self.steps < 0 or size > LONGEST:
            raise TooMuchError("the template does too much")
        return value

    def filtered(self, apply: Callable[..., Any]) -> Callable[..., Any]:
        """A filter whose arguments and result are bounded."""
        @wraps(apply)
        def applied(*values: Any, **named: Any) -> Any:
            self._bound((*values, *named.values()))
            return self.bounded(apply(*values, **named))
        return applied

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls, with bounded arguments and result."""
        text = getattr(getattr(obj, "__wrapped__", obj), "__self__", None)
        self.steps -= A_CALL
        self._bound((*args, *kwargs.values(), *((text,) if isinstance(text, str) else ())))
        if isinstance(text, str) and getattr(obj, "__name__", "").startswith("format") and WIDE.search(text):
            raise TooMuchError("the format is too wide")
        return self.bounded(super().call(context, obj, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckon with values that are not too large."""
        self._bound((left, right))
        if operator == "**" and (not isinstance(right, int) or right > 64):
            raise TooMuchError("the power is too large")
        if operator == "%" and isinstance(left, str) and WIDE.search(left):
            raise TooMuchError("the format is too wide")
        sizes = [len(side) if isinstance(side, str | list | tuple) else side for side in (left, right)]
        if operator == "*" and all(isinstance(size, int) for size in sizes) and sizes[0] * sizes[1] > LONGEST:
            raise TooMuchError("the product is too large")
        return self.bounded(super().call_binop(context, operator, left, right))

    def _bound(self, values: Iterable[Any]) -> None:
        for value in values:
            if isinstance(value, int) and abs(value) > LARGEST:
                raise TooMuchError(f"numbers over {LARGEST:,} are not possible here")
            self.bounded(value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The template with every loop metered and every joined text bounded."""
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            if loop.recursive:
                raise TemplateSyntaxError("recursive loops are not possible in a theme", loop.lineno, name, filename)
            loop.iter = self._through("metered", loop.iter)
        for block in tree.find_all(nodes.AssignBlock):
            block.filter = nodes.Filter(block.filter, "bounded", [], [], None, None, lineno=block.lineno)
        for holder in list(tree.find_all(nodes.Node)):
            for field, value in holder.iter_fields():
                if isinstance(value, nodes.Concat):
                    setattr(holder, field, self._through("bounded", value))
                elif isinstance(value, list):
                    value[:] = [self._through("bounded", item) if isinstance(item, nodes.Concat) else item
                                for item in value]
        return tree

    def _through(self, name: str, node: nodes.Node) -> Any:
        call = nodes.Call(nodes.EnvironmentAttribute(name), [node], [], None, None, lineno=node.lineno)
        return call.set_environment(self)
