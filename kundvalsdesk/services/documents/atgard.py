"""The letters to an anordnare about a brist: what is asked for, what a follow-up showed, and what is decided.

Drawn from a snapshot of its own, for a store of documents holds what belongs to a case and this belongs to none. No
kund is named in any: who writes them reads no cases, and nothing of a case comes here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from ...models import Anordnare, Atgardssteg
from ...rules import atgarder as r
from ...texter.atgarder import BESLUTSORD, slag_ord
from ...texter.datum import datum_langt, uppraknat
from .. import dokumenttexter
from ..anordnarkort import avser_ord
from ..arbetsenhet import Arbetsenhet
from ..atgardslista import atgarden, hamta, stegen
from ..atgardsmodell import atgardsmodell
from . import utfardande
from .formuleringar import Formulering, Texter, Tryckt
from .fran_arendet import roll_pa_dokument
from .text import Fet, utskrivbart

TYP = "atgardsbrev"
PREFIX = "ÅTG"
_UPPFOLJNING = "Uppföljning av en brist"
LUFT = 8.0


@dataclass(frozen=True, slots=True)
class Brevunderlag:
    """All that a letter says, in words and ISO days; "" for what it does not say. `adress`: its lines with \\n."""

    slag: str
    titel: str
    nummer: str
    datum: str
    anordnare: str
    adress: str
    kundval: str
    ar: int
    punkt: str
    brist: str
    konstaterad: str
    skal: str
    ska_goras: str
    senast: str
    foljs_upp: str
    resultat: str
    foljd: str
    ansvarig: str
    beslut: str
    diarienummer: str
    avser: str
    galler_till: str
    ny_granskning: str
    rattar: str
    avsandare: str
    roll: str
    organisation: str
    enhet: str
    kontakt: str
    farg: str
    logga: str
    texter: tuple[tuple[str, str], ...]

    def till_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def titel(sparat: str) -> str:
    """What the letter of a stored snapshot is called."""
    return str(json.loads(sparat)["titel"])


def nummer(atgard_id: int, steg: int) -> str:
    return f"{PREFIX} {atgard_id}-{steg}"


def filnamn(nr: str) -> str:
    return f"{nr.lower().replace('å', 'a').replace(' ', '_')}.pdf"


def underlag(e: Arbetsenhet, steg_id: int) -> Brevunderlag:
    """Of a step as it stands."""
    m = atgardsmodell()
    s = e.session.get_one(Atgardssteg, steg_id)
    a = atgarden(e, s.atgard_id)
    vy = hamta(e, a.id)
    x = vy.rad
    anordnare = e.session.get_one(Anordnare, a.anordnare_id)
    rader = stegen(e, [a.id])[a.id]
    fore = [r.Steg(y.nummer, y.slag, y.lage, y.datum) for y in rader if y.nummer != s.nummer]
    niva = max(m.niva(s.slag), r.hogst(m, fore)) + 1
    avhjalpt = s.slag == r.UPPFOLJNING and s.resultat == r.AVHJALPT
    fran = utfardande.avsandarens(e)
    titel = _UPPFOLJNING if s.resultat else slag_ord(m, s.slag)
    beslut = ""
    if s.beslutad is not None and s.beslutsfattare:
        beslut = f"{BESLUTSORD[s.beslutsfattare]}, {datum_langt(s.beslutad)}"
    return Brevunderlag(
        s.slag, titel, nummer(a.id, s.nummer), str(e.idag), anordnare.namn, (anordnare.adress or "").strip(),
        x.kundval, x.ar, x.punkt, a.brist, str(a.konstaterad), s.skal, s.ska_goras, _dag(s.senast),
        _dag(s.foljs_upp) or (str(s.datum) if s.resultat else ""), s.resultat,
        m.steg[niva].namn.lower() if niva < len(m.steg) else "", a.ansvarig, beslut, s.diarienummer, _avser(e, s),
        str(s.galler_fran - timedelta(days=1)) if s.galler_fran else "",
        str(r.ny_granskning(m, s.datum)) if avhjalpt else "", nummer(a.id, s.rattar) if s.rattar else "",
        e.aktor.namn, roll_pa_dokument(e.aktor), fran["organisation"], fran["enhet"], fran["kontakt"], fran["farg"],
        fran["logga"], tuple((t.namn, t.text) for t in dokumenttexter.frysta(e, TYP)),
    )  # fmt: skip


def _dag(d: date | None) -> str:
    return str(d) if d else ""


def _avser(e: Arbetsenhet, s: Atgardssteg) -> str:
    from ...models import Auktorisation

    nr = [int(n) for n in s.auktorisationer.split(",") if n]
    a = Auktorisation
    return uppraknat([avser_ord(k) for k in e.session.scalars(select(a.avser).where(a.id.in_(nr)).order_by(a.avser))])


def prov(
    gemensamt: Mapping[str, Any], texter: tuple[Tryckt, ...], f: Formulering | None = None, logga: bytes = b""
) -> bytes:
    """A letter to nobody, in which one of its texts is seen."""
    u = Brevunderlag(
        "begaran", "", f"{PREFIX} 1-2", "2024-09-15", "Anordnaren", "Storgatan 1\n131 81 Nacka",
        "Arbete och etablering", 2024, "A3 F-skatt", "Bevis om F-skatt saknas.", "2024-09-10",
        "Det här är skälet till steget.", "Lämna in ett registerutdrag.", "2024-10-15", "2024-11-15", "", "anmärkning",
        "Kvalitetsutvecklarens namn", "", "", "AMI, Arbetsmarknadsinsatser", "2024-12-31", "2025-11-15", "",
        "Kvalitetsutvecklarens namn", "kvalitetsutvecklare", gemensamt["organisation"], gemensamt["enhet"],
        gemensamt["kontakt"], gemensamt.get("farg", ""), "", tuple((t.namn, t.text) for t in texter),
    )  # fmt: skip
    u = replace(u, **(f.exempel if f else {}))
    dagar = u.slag in (r.BEGARAN, r.ANMARKNING, r.FORELAGGANDE)
    u = replace(
        u, titel=_UPPFOLJNING if u.resultat else slag_ord(atgardsmodell(), u.slag),
        senast=u.senast if dagar else "", ska_goras=u.ska_goras if dagar else "",
        beslut="" if u.slag in (r.BEGARAN, r.UPPFOLJNING) else "Arbetsledaren, 15 september 2024",
    )  # fmt: skip
    return rita(u, logga, utkast=True)


def rita(u: Brevunderlag, logga: bytes = b"", *, utkast: bool = False) -> bytes:
    """The same snapshot is the same bytes."""
    from reportlab.platypus import Spacer

    from . import mall

    def w(text: str) -> str:
        return utskrivbart(text)

    t = Texter(TYP, [Tryckt(namn, text) for namn, text in u.texter])
    flode: list[Any] = [*mall.framhavd(_ruta(u, t))]
    if u.rattar:
        flode += [Spacer(1, LUFT), *mall.lopande(t("rattar", brev=u.rattar))]
    rader: list[tuple[str, Any]] = [
        ("Kontrollpunkt", w(u.punkt)), ("Konstaterad", _lang(u.konstaterad)), ("Brist", w(u.brist)),
    ]  # fmt: skip
    flode += [*mall.rubrik("Bristen"), *mall.etiketter([x for x in rader if x[1]])]
    if u.beslut:
        rader = [("Beslutat av", w(u.beslut)), ("Diarienummer", w(u.diarienummer)), ("Skäl", w(u.skal))]
        flode += [*mall.rubrik("Beslutet"), *mall.etiketter([x for x in rader if x[1]])]
    elif u.resultat:
        flode += [*mall.rubrik("Det här visade uppföljningen"), *mall.lopande(w(u.skal))]
    elif u.skal:
        flode += [*mall.rubrik("Skäl"), *mall.lopande(w(u.skal))]
    if u.ska_goras:
        flode += [*mall.rubrik("Det här ska göras"), *mall.lopande(w(u.ska_goras))]
        flode += mall.rubrik("Uppföljning")
        flode += mall.lopande(t("uppfoljning", dag=_lang(u.foljs_upp), ansvarig=w(u.ansvarig)))
        if u.foljd and t.mall("om_kvarstar"):
            flode += [Spacer(1, LUFT), *mall.lopande(t("om_kvarstar", steg=u.foljd))]
    if sedan := _sedan(u, t):
        flode += [*mall.rubrik("Det här händer nu"), *sedan]
    if u.beslut and t.mall("overklaga"):
        flode += [*mall.rubrik("Så överklagas beslutet"), *mall.lopande(t("overklaga"))]
    flode += [Spacer(1, 2.5 * LUFT)]
    flode += mall.lopande(f"Med vänlig hälsning\n\n{w(u.avsandare)}, {u.roll}\n{w(u.enhet)}, {w(u.organisation)}")
    ovan = [("Nummer", u.nummer if not utkast else ""), ("Datum", u.datum), ("Diarienummer", w(u.diarienummer))]
    huvud = mall.Dokumenthuvud(
        typ=u.titel, nummer=u.nummer, datum=date.fromisoformat(u.datum), rader=tuple(x for x in ovan if x[1]),
        sekretess=False, forhandsgranskning=utkast, undertitel=w(f"Uppföljning av {u.kundval} {u.ar}"),
        mottagare=tuple(w(x) for x in (u.anordnare, *u.adress.splitlines()) if x.strip()),
    )  # fmt: skip
    return mall.bygg(huvud, mall.Avsandare(u.organisation, u.enhet, u.kontakt, logga, u.farg), flode)


def _ruta(u: Brevunderlag, t: Texter) -> list[str]:
    namn = u.resultat if u.slag == r.UPPFOLJNING else u.slag
    dag = u.foljs_upp if u.slag == r.UPPFOLJNING else u.galler_till if u.slag == r.ATERKALLELSE else u.senast
    platser = {
        "kundval": utskrivbart(u.kundval), "anordnare": Fet(utskrivbart(u.anordnare)), "dag": Fet(_lang(dag)),
        "avser": utskrivbart(u.avser),
    }  # fmt: skip
    return t.delar(namn, **platser)


def _sedan(u: Brevunderlag, t: Texter) -> list[Any]:
    from . import mall

    if u.slag == r.ATERKALLELSE:
        return list(mall.punkter(t.rader("aterkallelse_sedan")))
    if u.resultat == r.AVHJALPT:
        return list(mall.lopande(t("avhjalpt_sedan", dag=_lang(u.ny_granskning))))
    if u.resultat == r.KVARSTAR and u.foljd:
        return list(mall.lopande(t("kvarstar_sedan", steg=u.foljd)))
    return []


def _lang(dag: str) -> str:
    return datum_langt(date.fromisoformat(dag)) if dag else ""
