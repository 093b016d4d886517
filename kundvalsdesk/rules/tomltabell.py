"""Reads one table of a TOML file key by key: what is missing, of the wrong kind, or left over is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

Feltyp = Callable[[str, str, str], ValueError]
"""Makes the error of a file from its name, the key (dotted) and the reason in Swedish."""


class Tomltabell:
    """Takes keys out of one table of the file and refuses what is missing, of the wrong kind, or left over."""

    def __init__(self, fil: str, plats: str, data: object, feltyp: Feltyp) -> None:
        if not isinstance(data, dict):
            raise feltyp(fil, plats, "ska vara en tabell")
        self.fil = fil
        self.feltyp = feltyp
        self.plats = plats
        self.kvar: dict[str, Any] = dict(data)

    def _namn(self, nyckel: str) -> str:
        return f"{self.plats}.{nyckel}" if self.plats else nyckel

    def fel(self, nyckel: str, skal: str) -> ValueError:
        return self.feltyp(self.fil, self._namn(nyckel), skal)

    def ta(self, nyckel: str, typ: type, ord_: str, kravs: bool) -> Any:
        if nyckel not in self.kvar:
            if kravs:
                raise self.fel(nyckel, "saknas")
            return None
        v = self.kvar.pop(nyckel)
        if type(v) is not typ:
            raise self.fel(nyckel, f"ska vara {ord_}")
        return v

    def text(self, nyckel: str, kravs: bool = True) -> str:
        v = self.ta(nyckel, str, "text", kravs)
        if v is not None and not v.strip():
            raise self.fel(nyckel, "får inte vara tom")
        return v or ""

    def kod(self, nyckel: str, koder: Iterable[str], kravs: bool = True) -> str:
        v = self.text(nyckel, kravs)
        if v and v not in koder:
            raise self.fel(nyckel, f"är {v!r} men ska vara något av {', '.join(koder)}")
        return v

    def tal(self, nyckel: str, kravs: bool = True, minst: int = 1) -> int | None:
        v = self.ta(nyckel, int, "ett heltal", kravs)
        if v is not None and v < minst:
            raise self.fel(nyckel, f"ska vara minst {minst}")
        return v if v is None else int(v)

    def dag(self, nyckel: str, kravs: bool = True) -> date | None:
        v = self.ta(nyckel, date, "ett datum (ÅÅÅÅ-MM-DD)", kravs)
        return v if v is None else date(v.year, v.month, v.day)

    def janej(self, nyckel: str, kravs: bool = False) -> bool:
        return bool(self.ta(nyckel, bool, "true eller false", kravs))

    def texter(self, nyckel: str, koder: Iterable[str] | None = None) -> tuple[str, ...]:
        v = self.ta(nyckel, list, "en lista", False) or []
        for x in v:
            if not isinstance(x, str) or (koder is not None and x not in koder):
                raise self.fel(nyckel, f"har ett okänt värde: {x!r}")
        return tuple(v)

    def tabell(self, nyckel: str) -> Tomltabell | None:
        """A table that need not be there."""
        if nyckel not in self.kvar:
            return None
        return Tomltabell(self.fil, self._namn(nyckel), self.kvar.pop(nyckel), self.feltyp)

    def tabeller(self, nyckel: str) -> dict[str, Tomltabell]:
        v = self.ta(nyckel, dict, "en tabell", False) or {}
        return {k: Tomltabell(self.fil, self._namn(f"{nyckel}.{k}"), t, self.feltyp) for k, t in v.items()}

    def lista(self, nyckel: str) -> list[Tomltabell]:
        v = self.ta(nyckel, list, "en lista av tabeller", False) or []
        return [Tomltabell(self.fil, f"{self._namn(nyckel)}[{n}]", t, self.feltyp) for n, t in enumerate(v, 1)]

    def slut(self) -> None:
        for nyckel in self.kvar:
            raise self.fel(nyckel, "är en okänd nyckel")
