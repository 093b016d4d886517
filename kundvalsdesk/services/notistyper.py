"""What the panel of notices shows. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Notisrad:
    """`insats`: the case to open, or "" with the room in `rum`."""

    id: int
    tid: datetime
    mening: str
    insats: str
    rum: str
    last: bool
