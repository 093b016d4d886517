"""Personnummer and samordningsnummer in what people write."""

from __future__ import annotations

import re

_PERSONNUMMER = re.compile(
    r"(?<!\d)(?:19|20)?(\d{2})(0[1-9]|1[0-2])(\d{2})\s?[-+\u2010-\u2015\u2212]?\s?(\d{4})(?!\d)"
)


def har_personnummer(text: str) -> bool:
    """Whether a text has what must be one: a day that can be, and the last figure following from the others."""
    for m in _PERSONNUMMER.finditer(text):
        if 1 <= int(m[3]) % 60 <= 31:
            summa = sum(sum(divmod(int(s) * (2 - n % 2), 10)) for n, s in enumerate("".join(m.groups())))
            if summa % 10 == 0:
                return True
    return False
