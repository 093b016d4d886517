"""Taking in what was written about visits: each step is done again at home, in order, by the same door.

A field that stands at home as it stood when the package was taken out, or as this package has just put it, is nobody
else's: the step is done. One that somebody has written in meanwhile meets the usual Konflikt, with what differs.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...fel import Faltkonflikt, Konflikt, Nekad
from ...models import Anordnare, Besok, Besoksfraga, Besokspunkt, Logg, Paketbeslut
from ...rules.besok import HALLET
from ...texter.datum import datum_langt
from ...texter.faltord import falt_ord, varde_ord
from .. import handlingar
from ..arbetsenhet import Arbetsenhet
from ..besok import krav_uppgifter
from ..besoksformular import las_punkt, las_tid, las_uppgifter
from ..formularvarden import Varden
from ..handling import redan_gjord, som_text
from ..typer import Framsteg
from .besoksbeslut import LAGG_TILL, STEG, TA_BORT, Fore, delat, las_fore, prova_steg
from .typer import Beslutsord, Ejinfort, NyEnhet, Paketinfo, Paketresultat, Rapportera

_KLASS: dict[str, Any] = {"besok": Besok, "besoksfraga": Besoksfraga, "besokspunkt": Besokspunkt}
_VAD = {
    "besok_hallet": "besöket hölls", "besok_andra": "plats och deltagare", "besok_sammanfatta": "sammanfattning",
    LAGG_TILL: "ny uppföljningspunkt", "besokspunkt_andra": "uppföljningspunkt",
    "besokspunkt_klar": "punkten är uppföljd", "besokspunkt_oppna": "punkten öppnas igen",
    TA_BORT: "punkten tas bort",
}  # fmt: skip


class Lasta(NamedTuple):
    """What a package of visits holds: all steps, also those that a later one took the place of; what stood at home
    when it was taken out; and the names of visits and questions."""

    steg: tuple[Paketbeslut, ...]
    fore: Fore
    besok: dict[int, str]
    fragor: dict[int, int]


def las(s: Session) -> Lasta:
    """Raises Databasfel for what the program cannot have noted."""
    steg = tuple(s.scalars(select(Paketbeslut).order_by(Paketbeslut.id)))
    prova_steg(s, steg)
    q = select(Besok.id, Besok.start, Anordnare.namn).join(Anordnare, Anordnare.id == Besok.anordnare_id)
    return Lasta(
        steg, las_fore(s), {b.id: f"{b.namn}, {datum_langt(b.start.date())}" for b in s.execute(q)},
        {f.id: f.ordning for f in s.execute(select(Besoksfraga.id, Besoksfraga.ordning))},
    )  # fmt: skip


def for_in(ny_enhet: NyEnhet, info: Paketinfo, lasta: Lasta, rapportera: Rapportera) -> Paketresultat:
    """As `intag.ta_in`, when the package has been tried."""
    hem = _Hem(lasta)
    gjorda = redan = 0
    konflikter: list[Ejinfort] = []
    nekade: list[Ejinfort] = []
    for n, b in enumerate(lasta.steg):
        rapportera(Framsteg(n, len(lasta.steg), "För in det som skrevs"))
        try:
            with ny_enhet(True, b.handling_id) as e:
                gjort = hem.gor(e, b)
            if b.angrad is None:
                gjorda, redan = gjorda + gjort, redan + (not gjort)
        except Konflikt as fel:
            konflikter.append(hem.ejinfort(b, fel.mening, fel.skillnader, fel))
        except Nekad as fel:
            hem.brots(b)
            if b.angrad is None:
                nekade.append(hem.ejinfort(b, fel.mening, hem.skrivet(b)))
    rapportera(Framsteg(len(lasta.steg), len(lasta.steg), "För in det som skrevs"))
    return Paketresultat(
        info.paket_id, info.namn, gjorda, redan, 0, tuple(konflikter), tuple(nekade),
        tuple(b.handling_id for b in lasta.steg if b.angrad is None), besok=True,
    )  # fmt: skip


class _Hem:
    """What stands at home, as far as this package knows: what it was taken out with, and what it has done itself."""

    def __init__(self, lasta: Lasta) -> None:
        self._lasta = lasta
        self._vantat: dict[tuple[str, int], dict[str, str]] = {
            (tabell, nr): dict(falt) for tabell, rader in lasta.fore.items() for nr, falt in rader.items()
        }
        self._nya: dict[int, int] = {}
        """The number here of a point that is new → its number at home; 0: it was not added."""
        self._i_besok: dict[int, int] = {nr: int(x["besok"]) for nr, x in lasta.fore["besokspunkt"].items()}

    def gor(self, e: Arbetsenhet, b: Paketbeslut) -> bool:
        """Whether something was done now. Raises Konflikt and Nekad."""
        tabell, falt = STEG[b.kod]
        har, lokalt = delat(b.mal)
        nr = self._nya.get(har, har) if tabell == "besokspunkt" else har
        if not nr:
            raise Nekad("ingen_punkt", "Punkten lades inte till, så det som gjordes med den förs inte in.")
        varden: dict[str, str] = json.loads(b.varden)
        if (gjord := redan_gjord(e)) is not None:
            if gjord.handling != b.kod:
                raise Nekad("annan_handling", "Det har samma id som något annat som redan är gjort.")
            if b.kod == LAGG_TILL:
                self._kom_till(lokalt, har, _tillagd(e), _text(_satta(b.kod, varden)))
            else:
                self._vantat.setdefault((tabell, nr), {}).update(_text(_satta(b.kod, varden)))
            return False
        if b.angrad is not None:
            return False
        rad = e.session.get(_KLASS[tabell], nr)
        if rad is None and b.kod == TA_BORT:
            return False
        nya = {} if rad is None else _text(_satta(b.kod, varden))
        if rad is not None and falt and nya and all(_nu(rad, f) == v for f, v in nya.items()):
            self._vantat.setdefault((tabell, nr), {}).update(nya)
            return False
        fore = _punkter(e, nr) if b.kod == LAGG_TILL else set()
        handlingar.utfor(e, b.kod, "", str(nr), self._sedd(rad, tabell, nr, falt), varden)
        if b.kod == LAGG_TILL:
            e.session.flush()
            self._kom_till(lokalt, har, max(_punkter(e, nr) - fore), nya)
        elif rad is not None and b.kod != TA_BORT:
            self._vantat.setdefault((tabell, nr), {}).update({f: _nu(rad, f) for f in falt})
        return True

    def _sedd(self, rad: Any, tabell: str, nr: int, falt: tuple[str, ...]) -> int:
        """The version as it is, where nobody else has written in these fields; else that of the day of going."""
        vantat = self._vantat.get((tabell, nr), {})
        if rad is None or all(_nu(rad, f) == vantat.get(f) for f in falt):
            return rad.version if rad is not None else 0
        return min(int(vantat.get("version", 0)), int(rad.version) - 1)

    def _kom_till(self, lokalt: int, besok: int, hemma: int, varden: dict[str, str]) -> None:
        self._nya[lokalt], self._i_besok[lokalt] = hemma, besok
        self._vantat[("besokspunkt", hemma)] = {"klar": "", "notering": "", "version": "1"} | varden

    def brots(self, b: Paketbeslut) -> None:
        if b.kod == LAGG_TILL:
            besok, lokalt = delat(b.mal)
            self._nya.setdefault(lokalt, 0)
            self._i_besok.setdefault(lokalt, besok)

    # --- What was not done ------------------------------------------------------------------------------------------

    def skrivet(self, b: Paketbeslut) -> tuple[Faltkonflikt, ...]:
        """What was written, field by field, to be copied."""
        tabell = "besokspunkt" if b.kod == LAGG_TILL else STEG[b.kod][0]
        try:
            nya = _text(_satta(b.kod, json.loads(b.varden)))
        except Nekad:
            nya = json.loads(b.varden)
        return tuple(Faltkonflikt(falt_ord(tabell, f), _i_ord(tabell, f, v), "") for f, v in nya.items() if v)

    def ejinfort(
        self, b: Paketbeslut, mening: str, falt: tuple[Faltkonflikt, ...], fel: Konflikt | None = None
    ) -> Ejinfort:  # fmt: skip
        tabell, (nr, _) = STEG[b.kod][0], delat(b.mal)
        if tabell == "besoksfraga":
            besok = int(self._lasta.fore[tabell].get(nr, {}).get("besok", 0))
            vad = f"fråga {self._lasta.fragor.get(nr, '')}".strip()
        else:
            besok, vad = (nr if tabell == "besok" else self._i_besok.get(nr, 0)), _VAD[b.kod]
        deras = Beslutsord("Ändrat", None, "", fel.vem, fel.nar) if fel is not None else None
        titel = f"{self._lasta.besok.get(besok, 'Besöket')}: {vad}"
        return Ejinfort("", tabell, str(besok), titel, mening, Beslutsord("Skrivet", None, "", "", b.tid), deras, falt)


def _satta(kod: str, varden: dict[str, str]) -> dict[str, Any]:
    """The fields that a step sets, as the services would save them. Raises Nekad."""
    x = Varden(varden)
    if kod == "besok_skriv":
        return {"iakttagelse": x.text("iakttagelse").strip(), "bedomning": x.text("bedomning").strip()}
    if kod == "besok_sammanfatta":
        return {"sammanfattning": x.text("sammanfattning").strip()}
    if kod in (LAGG_TILL, "besokspunkt_andra"):
        p = las_punkt(x)
        return p | {"vad": p["vad"].strip(), "ansvarig": p["ansvarig"].strip()}
    if kod == "besokspunkt_klar":
        return {"klar": x.datum("datum"), "notering": x.text("notering").strip()}
    if kod == "besokspunkt_oppna":
        return {"klar": None}
    if kod == TA_BORT:
        return {}
    u = krav_uppgifter(las_uppgifter(x))
    var = {"plats": u.plats, "kontor": u.kontor, "fran_oss": u.fran_oss, "fran_dem": u.fran_dem}
    if kod == "besok_andra":
        return var
    tid = las_tid(x)
    return {"start": tid.start, "slut": tid.slut, "lage": HALLET} | var


def _text(varden: dict[str, Any]) -> dict[str, str]:
    return {f: som_text(v) or "" for f, v in varden.items()}


def _nu(rad: Any, falt: str) -> str:
    return som_text(getattr(rad, falt)) or ""


def _i_ord(tabell: str, falt: str, v: str) -> str:
    if falt in ("start", "slut"):
        return v.replace("T", " ").replace(":", ".")
    return varde_ord(tabell, falt, v) or v


def _punkter(e: Arbetsenhet, besok_id: int) -> set[int]:
    return set(e.session.scalars(select(Besokspunkt.id).where(Besokspunkt.besok_id == besok_id)))


def _tillagd(e: Arbetsenhet) -> int:
    """The point that an action made, as the log has it; it may have been taken away since."""
    q = select(Logg.rad_id).where(Logg.handling_id == e.handling_id, Logg.tabell == "besokspunkt")
    return e.session.scalar(q.limit(1)) or 0
