"""The names that classes have until someone names them: "class 3", in the language of QGIS."""

from __future__ import annotations

import re
from functools import cache

from ...translation import in_every_language, tr


def shown_name(name: str) -> str:
    """The name of a class as QGIS's language has it, where nobody has named the class.

    Files have the engine's English name, and a project that of the language in which it was saved.
    """
    number = _default_number(name)
    return name if number is None else tr("class {label}").format(label=number)


def is_default_name(name: str) -> bool:
    """Whether nobody has named the class."""
    return _default_number(name) is not None


def _default_number(name: str) -> str | None:
    found = next((match for pattern in _patterns() if (match := pattern.fullmatch(name))), None)
    return None if found is None else found[1]


@cache
def _patterns() -> list[re.Pattern[str]]:
    return [re.compile(re.escape(one).replace(r"\{label\}", "([0-9]+)")) for one in in_every_language("class {label}")]
