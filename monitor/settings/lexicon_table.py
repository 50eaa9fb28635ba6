"""Reading one table of a data file key by key, strictly; which keys there are is told in `lexicon_entries`.

A wrong value is noted among the mistakes and a stand-in returned: the load fails anyway, and all mistakes come at once.
"""

import re
from contextlib import suppress
from enum import StrEnum
from typing import TypeVar

from monitor.domain.model.time import Millis
from monitor.settings.lexicon_dates import period

Choice = TypeVar("Choice", bound=StrEnum)

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[a-z]{2}")


class Table:
    """One table or CSV row: `where` names file and entry, `mistakes` is the list that all tables share."""

    def __init__(self, where: str, values: dict[str, object], mistakes: list[str]) -> None:
        self.where = where
        self._values = values
        self._mistakes = mistakes
        self._known: set[str] = set()

    def text(self, key: str) -> str:
        """Give a text that must be there."""
        if key not in self._values:
            self._known.add(key)
            self._mistake(key, "is missing; give a text")
            return ""
        return self.optional(key) or ""

    def optional(self, key: str) -> str | None:
        """Give a text that may be missing, but not empty or padded."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, str) and value and value == value.strip():
            return value
        self._mistake(key, f"must be a text, not empty and without outer spaces, not {value!r}")
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts, empty where the key is missing."""
        return self._list_of_texts(key, self._take(key))

    def parts(self, key: str) -> tuple[str, ...]:
        """Give a text that is separated by bars as its parts."""
        value = self._take(key)
        return self._list_of_texts(key, value.split("|") if isinstance(value, str) else value)

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Give a list of lists of texts."""
        value = self._take(key)
        if not isinstance(value, list):
            self._mistake(key, "must be a list of lists of ids")
            return ()
        return tuple(self._list_of_texts(key, inner) for inner in value)

    def flag(self, key: str, *, default: bool) -> bool:
        """Give true or false."""
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self._mistake(key, f"must be true or false, not {value!r}")
        return default

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """Give one of a closed list."""
        value = self._take(key)
        if isinstance(value, str):
            with suppress(ValueError):
                return choices(value)
        allowed = ", ".join(member.value for member in choices)
        self._mistake(key, "is missing" if value is None else f"{value!r} is unknown", f"; allowed: {allowed}")
        return next(iter(choices))

    def identifier(self, text: str) -> str:
        """Check an id: lower-case words with hyphens."""
        if not _ID.fullmatch(text):
            self._mistake("id", f"{text!r} must be lower-case letters and digits, joined by hyphens")
        return text

    def country(self, key: str) -> str | None:
        """Give a lower-case ISO 3166-1 alpha-2 code that may be missing."""
        code = self.optional(key)
        if code is not None and not _COUNTRY.fullmatch(code):
            self._mistake(key, f"{code!r} must be two lower-case letters (ISO 3166-1)")
            return None
        return code

    def since(self, key: str) -> Millis | None:
        """Give the first instant of a day, month or year."""
        span = self._period(key)
        return span[0] if span else None

    def until(self, key: str) -> Millis | None:
        """Give the end of a day, month or year."""
        span = self._period(key)
        return span[1] if span else None

    def tables(self, key: str) -> tuple["Table", ...]:
        """Give a list of inner tables, empty where the key is missing."""
        value = self._take(key)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(inner, dict) for inner in value):
            return tuple(Table(f"{self.where} {key}[{at}]", inner, self._mistakes) for at, inner in enumerate(value))
        self._mistake(key, "must be a list of tables")
        return ()

    def table(self, key: str) -> "Table | None":
        """Give an inner table that may be missing, but not empty."""
        value = self._take(key)
        if isinstance(value, dict) and value:
            return Table(f"{self.where} {key}", value, self._mistakes)
        if value is not None:
            self._mistake(key, f"must be a table that is not empty, not {value!r}")
        return None

    def done(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._values.keys() - self._known:
            self._mistake(key, f"is no key here; allowed: {', '.join(sorted(self._known))}")

    def _take(self, key: str) -> object:
        self._known.add(key)
        return self._values.get(key)

    def _period(self, key: str) -> tuple[Millis, Millis] | None:
        text = self.optional(key)
        span = period(text) if text else None
        if text and span is None:
            self._mistake(key, f"{text!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
        return span

    def _list_of_texts(self, key: str, value: object) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            self._mistake(key, f"must be a list of texts, not {value!r}")
            return ()
        texts = tuple(text for text in value if isinstance(text, str) and text and text == text.strip())
        if len(texts) < len(value):
            self._mistake(key, "holds something that is no text, empty, or has outer spaces")
        if len(set(texts)) < len(texts):
            self._mistake(key, "names something twice; keep it once")
        return texts

    def _mistake(self, key: str, what: str, more: str = "") -> None:
        self._mistakes.append(f"{self.where} {key}: {what}{more}")
