"""A unit with cases under way, and forms filled in for them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any

from sqlalchemy import func, select
from unit.rapportbok import fyll

from kundvalsdesk.models import Inlamning, Insats, Logg, Rapportinnehall
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import mottagning, rapportmall
from kundvalsdesk.services.granskningstyper import Mottaget

from .varld import Varld

IDAG = "2024-09-05"
_ARENDE = {"kod": "AMI2", "anordnare": "Björken", "beslut": "2024-05-20", "aktualiserad": "2024-05-21",
           "bemannad": "2024-05-22", "uppdrag": "2024-05-24", "start": "2024-06-03", "omfattning": "100"}  # fmt: skip
MER = {
    "insatser": [
        {"insats": "I1", "kund": "K0001", **_ARENDE},
        {"insats": "I2", "kund": "K0002", **_ARENDE},
        {"insats": "I3", "kund": "K0003", "kod": "FAI2", "anordnare": "Zenit", "beslut": "2024-09-02",
         "aktualiserad": "2024-09-02"},
        {"insats": "I4", "kund": "K0003", "kod": "AMI2", "anordnare": "Björken", "beslut": "2022-01-03",
         "start": "2022-01-10", "sista_dag": "2022-06-30", "avslutstyp": "avbruten", "avslutsorsak": "flytt",
         "avslutsbeslut": "2022-06-20", "historik": "ja"},
    ],
    "genomforandeplaner": [
        {"insats": "I1", "version": "1", "inkommen": "2024-06-12", "godkand": "2024-06-14"},
    ],
    "manadsrapporter": [
        {"insats": "I1", "manad": "2024-06", "klarmarkerad": "2024-07-03", "godkand": "2024-07-05"},
    ],
    "kontakter": [
        {"insats": "I1", "datum": "2024-08-08", "typ": "veckokontakt"},
        {"insats": "I1", "datum": "2024-08-01", "typ": "trepart"},
        {"insats": "I1", "datum": "2024-07-25", "typ": "veckokontakt"},
    ],
    "franvaro": [
        {"insats": "I1", "typ": "vab", "fran": "2024-08-19", "till": "2024-08-20", "orsak": "Hemlig orsak"},
        {"insats": "I1", "typ": "sjuk", "fran": "2024-07-29", "till": "2024-08-02", "intyg_anordnare": "2024-08-02"},
        {"insats": "I1", "typ": "sjuk", "fran": "2024-07-01", "till": "2024-07-03"},
    ],
}  # fmt: skip


class Rapportvarld(Varld):
    def __init__(self, databas: Databas, regelverk: Regelverkssamling) -> None:
        super().__init__(databas, regelverk, MER)

    @contextmanager
    def skrivande(self, idag: str = IDAG, som: str = "anlu") -> Any:
        with self.enhet(idag, som, skriv=True) as e:
            yield e

    def mall(self, slag: str = "rapport", insats: str = "I1", manad: str | None = None, idag: str = IDAG) -> bytes:
        with self.enhet(idag) as e:
            return rapportmall.mall(e, slag, insats, manad)[1]

    def ifylld(
        self, slag: str = "rapport", insats: str = "I1", manad: str | None = None, text: str = "Går framåt.",
        klar: bool = True, idag: str = IDAG,
    ) -> bytes:  # fmt: skip
        kod = {"rapport": "progression", "plan": "mal", "slutrapport": "resultat"}[slag]
        return fyll(self.mall(slag, insats, manad, idag), {kod: text}, klar)

    def ta_emot(self, data: bytes, idag: str = IDAG, som: str = "anlu") -> Mottaget:
        with self.skrivande(idag, som) as e:
            svar = mottagning.ta_emot(e, data, "en fil.xlsx")
        self.stammer()
        return svar

    def rakna(self) -> dict[str, int]:
        """How much there is of everything that an intake may write."""
        with self.enhet(IDAG) as e:
            return {
                t.__tablename__: e.session.scalar(select(func.count()).select_from(t)) or 0
                for t in (Inlamning, Rapportinnehall, Logg)
            }

    def texter(self, insats: str = "I1") -> list[tuple[str, str, int, str, str]]:
        with self.enhet(IDAG) as e:
            r = Rapportinnehall
            q = select(r.slag, r.avser, r.omgang, r.inkommen, r.kalla).join(Insats, Insats.id == r.insats_id)
            return [
                (a, b, n, d.isoformat(), k)
                for a, b, n, d, k in e.session.execute(q.where(Insats.nyckel == insats).order_by(r.id))
            ]
