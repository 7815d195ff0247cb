"""The findings as a text to send on, without what tells who sends it."""

from __future__ import annotations

import getpass
import platform
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ...translation import translated

MARKS = {"good": "ok", "note": "note", "bad": "BAD"}
LEAST_NAME = 3  # characters of a name that is replaced wherever it stands as a word


class Finding(NamedTuple):
    """One line: its topic, "good", "note" or "bad", a sentence, and what helps."""

    topic: str
    state: str
    sentence: str
    remedy: str = ""

    @classmethod
    def of(cls, value: dict[str, Any]) -> Finding:
        """The line from the engine's answer."""
        return cls(
            translated(value["topic"]), value["state"], translated(value["sentence"]), translated(value["remedy"])
        )


def report(findings: Sequence[Finding]) -> str:
    """The lines as a text without names of users and computers, tokens, logins and passwords."""
    lines = [f"{MARKS[one.state]:<4}  {one.topic}: {one.sentence} {one.remedy}".rstrip() for one in findings]
    return without_names("\n".join(lines))


def without_names(text: str, home: str = "", user: str = "", computer: str = "") -> str:
    """The text without the names of a user and a computer (by default these here), and without secrets."""
    home = home or str(Path.home())
    user, computer = user or _user(), computer or platform.node()
    text = re.sub(r"(\w+://)[^\s/@]*@", r"\1", text)  # user:password@ of an address
    text = re.sub(r"\b(hf|ghp|gho|pypi)[-_][A-Za-z0-9_-]{8,}", r"\1_…", text)  # tokens
    text = re.sub(r"(?i)\b(token|password|api[_-]?key|secret)(\s*[=:]\s*)\S+", r"\1\2…", text)
    if len(home) > 1:
        text = re.sub(re.escape(home) + r"(?![\w-])", "~", text, flags=re.IGNORECASE)
    text = re.sub(r"(?i)((?:[/\\]home|[/\\]Users|[/\\]Documents and Settings)[/\\]+)[^/\\\s]+", r"\1…", text)
    for name in (user, computer, computer.partition(".")[0]):
        if name and name not in {"localhost", "root"}:
            inside = r"(?<=[/\\])" if len(name) < LEAST_NAME else r"(?<![\w-])"
            text = re.sub(inside + re.escape(name) + r"(?![\w-])", "…", text, flags=re.IGNORECASE)
    return text


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a process without a name
        return ""
