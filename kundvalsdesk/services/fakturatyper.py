"""What a check of an invoice hands over to whoever shows it or writes it to a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ..rules.fakturakontroll import LIKA, Jamford
from ..rules.fakturasummor import Fynd

GIVEN, I_FILEN, AV_RADERNA = "given", "i_filen", "av_raderna"
"""How it is known whose invoice it is."""


@dataclass(frozen=True, slots=True)
class Kontrollsvar:
    """An invoice held against the run of a month. `lage`: of that run; `hur`: how the anordnare is known; `antal`:
    rows of the file; `summa`: of those that could be read, `ska`: of the run; `sha256`: of the file."""

    manad: str
    lage: str
    anordnare_id: int
    anordnare: str
    hur: str
    slag: str
    nummer: str
    datum: date | None
    sha256: str
    antal: int
    summa: Decimal
    moms: Decimal | None
    ska: Decimal
    rader: tuple[Jamford, ...]
    fynd: tuple[Fynd, ...]
    nar: datetime
    av: str

    @property
    def per_utfall(self) -> dict[str, tuple[int, Decimal]]:
        """Outcome: how many, and what they differ by together."""
        ut: dict[str, tuple[int, Decimal]] = {}
        for r in self.rader:
            n, b = ut.get(r.utfall, (0, Decimal("0.00")))
            ut[r.utfall] = n + 1, b + r.skillnad
        return ut

    @property
    def avvikande(self) -> tuple[Jamford, ...]:
        return tuple(r for r in self.rader if r.utfall != LIKA)

    @property
    def stammer(self) -> bool:
        return not self.avvikande and not self.fynd
