"""Durations and sizes as people write them; what a key allows is told in `file`."""

import re

from monitor.domain.model.time import DAY, HOUR, MINUTE, SECOND, Millis

DURATIONS: dict[str, Millis] = {"ms": 1, "s": SECOND, "m": MINUTE, "h": HOUR, "d": DAY}
SIZES = {"B": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}
QUANTITY = re.compile(r"(?P<number>\d{1,12}(?:\.\d{1,3})?)\s*(?P<unit>[A-Za-z]*)", re.ASCII)


def read_duration(value: object) -> Millis:
    """Read "15m", "90s", "1.5h" or a number of seconds as milliseconds; anything else raises ValueError."""
    number, unit = _quantity(value)
    return round(number * DURATIONS[_known(unit.lower() or "s", DURATIONS)])


def read_size(value: object) -> int:
    """Read "10MB", "512KB" (steps of 1024) or a number of bytes; anything else raises ValueError."""
    number, unit = _quantity(value)
    return round(number * SIZES[_known(unit.upper() or "B", SIZES)])


def _quantity(value: object) -> tuple[float, str]:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("no quantity")  # noqa: TRY004 - pydantic turns only ValueError into a mistake
    found = QUANTITY.fullmatch(str(value).strip())
    if found is None:
        raise ValueError("no quantity")
    return float(found["number"]), found["unit"]


def _known(unit: str, units: dict[str, int]) -> str:
    if unit not in units:
        raise ValueError("no unit")
    return unit
