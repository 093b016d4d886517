"""Kvalitetsredovisningar of a year's uppföljning: who is to answer, the form of each, and what has come in.

A form holds what the register of anordnare has of its anordnare, and what they answered last year; nothing of a kund.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select

from ..fel import Nekad
from ..models import (
    Anordnare,
    Anordnarkontor,
    Auktorisation,
    Jobbexpert,
    Uppfoljning,
    Uppfoljningslista,
    Uppfoljningspunkt,
    Uppfoljningsredovisning,
    Uppfoljningssvar,
)
from ..rules.anordnarregister import arbetar
from ..rules.kontrollpunkter import numrerade, svarar
from ..rules.sortering import sokform, sortnyckel
from .arbetsenhet import Arbetsenhet
from .handling import krav_roll
from .kontrollpunkter import punktrader, som_punkt, utsand
from .kontrollpunktmall import kontrollpunkter
from .mottaget_original import oforandrat
from .redovisningstyper import (
    UPPGIFTER,
    Anordnarens,
    Fraga,
    Inkommen,
    Redovisning,
    Redovisningslista,
    Redovisningsunderlag,
    Svar,
    Svarsrad,
)
from .uppfoljning import koderna, planen
from .uppfoljningstyper import ROLLER

INTAGEN, PARKERAD, AVFORD = "intagen", "parkerad", "avford"
UTKAST, ALDRE = "utkast", "aldre_version"
SKAL = {
    UTKAST: "Rubriken är inte klarmarkerad (KLAR saknas), så redovisningen ligger åt sidan som utkast.",
    ALDRE: "Redovisningen svarar på en äldre version av frågorna än den som senast skickades ut.",
}


# --- Who is to answer ----------------------------------------------------------------------------------------------


def svarande(
    e: Arbetsenhet, p: Uppfoljning, lista: Uppfoljningslista
) -> list[tuple[Anordnare, list[Uppfoljningspunkt]]]:
    """Those authorised for something in the plan on some day from the sending to the end of the year, by name, each
    with the points that it answers."""
    fran, koder = lista.utsand or e.idag, koderna(p)
    regler = e.regelverk.insatskoder()
    insatser = {k: i.kundval for k, i in regler.items()}
    a = Auktorisation
    q = select(a.anordnare_id, a.avser).where(
        a.fran <= max(fran, date(p.ar, 12, 31)), or_(a.till.is_(None), a.till >= fran)
    )
    har: dict[int, set[str]] = defaultdict(set)
    for vem, avser in e.session.execute(q):
        if avser in koder or insatser.get(avser) in koder:
            har[vem].add(avser)
    rader = punktrader(e, lista.id)
    alla = sorted(e.session.scalars(select(Anordnare).where(Anordnare.id.in_(har))), key=lambda x: sortnyckel(x.namn))
    return [(x, [r for r in rader if svarar(r.galler, har[x.id], insatser)]) for x in alla]


# --- The form ------------------------------------------------------------------------------------------------------


def underlag(e: Arbetsenhet, plan_id: int, anordnare_id: int) -> Redovisningsunderlag:
    """What the form of an anordnare is filled in with. Raises Nekad for one that is not to answer."""
    krav_roll(e.aktor, *ROLLER)
    p = planen(e, plan_id)
    lista = utsand(e, plan_id)
    for a, rader in svarande(e, p, lista):
        if a.id == anordnare_id:
            return _underlag(e, p, lista, a, rader)
    raise Nekad("svarar_inte", "Anordnaren är inte auktoriserad i kundvalet och ska inte svara.", "anordnare")


def _underlag(
    e: Arbetsenhet, p: Uppfoljning, lista: Uppfoljningslista, a: Anordnare, rader: Sequence[Uppfoljningspunkt]
) -> Redovisningsunderlag:  # fmt: skip
    nr = numrerade([(r.kod, r.delen) for r in punktrader(e, lista.id)])
    forra = _forra_arets_svar(e, p, a.id)
    inne = _galler(_inkomna(e, p.id).get(a.id, []))
    nu = _svaren(e, inne.id) if inne is not None else {}
    return Redovisningsunderlag(
        p.ar, p.namnd, p.kundval, lista.nummer, lista.svar_senast, a.namn, a.orgnr or a.namn, _uppgifter(e, a),
        tuple(
            Fraga(nr[r.kod], som_punkt(r), kontrollpunkter().namn(r.delen), forra.get(r.kod, ""), nu.get(r.kod))
            for r in rader
        ),
    )  # fmt: skip


def _uppgifter(e: Arbetsenhet, a: Anordnare) -> tuple[tuple[str, str], ...]:
    k = Anordnarkontor
    kontor = [", ".join(d for d in (x.namn, x.adress, x.kommundel) if d)
              for x in e.session.scalars(select(k).where(k.anordnare_id == a.id).order_by(k.id))]  # fmt: skip
    folk = e.session.scalars(select(Jobbexpert).where(Jobbexpert.anordnare_id == a.id))
    antal = sum(arbetar(x.forsta_dag, x.sista_dag, e.idag) for x in folk)
    vet = {"orgnr": a.orgnr, "kontaktperson": a.kontaktperson, "epost": a.epost, "telefon": a.telefon,
           "kontor": "\n".join(" ".join(x.split()) for x in kontor),
           "personal": str(antal) if antal else ""}  # fmt: skip
    return tuple((kod, vet[kod] or "") for kod in UPPGIFTER)


def _forra_arets_svar(e: Arbetsenhet, p: Uppfoljning, anordnare_id: int) -> dict[str, str]:
    x = Uppfoljning
    for fore in e.session.scalars(select(x).where(x.ar == p.ar - 1, x.namnd == p.namnd)):
        if sokform(fore.kundval) == sokform(p.kundval):
            r = _galler(_inkomna(e, fore.id).get(anordnare_id, []))
            return {kod: s.svar for kod, s in _svaren(e, r.id).items()} if r is not None else {}
    return {}


def formular(e: Arbetsenhet, plan_id: int, anordnare_id: int = 0) -> list[tuple[str, bytes]]:
    """The forms as files, of one anordnare or all: names that say whose they are, and their bytes."""
    from .rapportfiler.redovisning import skriv_redovisning

    krav_roll(e.aktor, *ROLLER)
    p = planen(e, plan_id)
    lista = utsand(e, plan_id)
    alla = [(a, r) for a, r in svarande(e, p, lista) if r and anordnare_id in (0, a.id)]
    if not alla:
        vem = "Anordnaren är inte" if anordnare_id else "Ingen anordnare är"
        raise Nekad(
            "svarar_inte",
            f"{vem} auktoriserad i kundvalet{' och ska inte svara' if anordnare_id else ''}.",
            "anordnare",
        )
    ut: dict[str, bytes] = {}
    for a, rader in alla:
        namn = f"kvalitetsredovisning-{p.ar}-{re.sub('[^0-9A-Za-zÅÄÖåäöÉé_-]+', '_', a.namn)[:60].strip('_')}"
        fil = f"{namn}.xlsx" if f"{namn}.xlsx" not in ut else f"{namn}-{a.id}.xlsx"
        ut[fil] = skriv_redovisning(_underlag(e, p, lista, a, rader))
    return list(ut.items())


# --- What has come in ----------------------------------------------------------------------------------------------


def _inkomna(e: Arbetsenhet, plan_id: int) -> dict[int, list[Uppfoljningsredovisning]]:
    """By anordnare, the latest first."""
    r, li = Uppfoljningsredovisning, Uppfoljningslista
    q = select(r).join(li, li.id == r.lista_id).where(li.uppfoljning_id == plan_id).order_by(r.id.desc())
    ut: dict[int, list[Uppfoljningsredovisning]] = {}
    for rad in e.session.scalars(q):
        ut.setdefault(rad.anordnare_id, []).append(rad)
    return ut


def _galler(alla: Sequence[Uppfoljningsredovisning]) -> Uppfoljningsredovisning | None:
    return max((r for r in alla if r.lage == INTAGEN), key=lambda r: r.nummer or 0, default=None)


def _svaren(e: Arbetsenhet, redovisning_id: int) -> dict[str, Svar]:
    s, p = Uppfoljningssvar, Uppfoljningspunkt
    q = select(s, p.kod).join(p, p.id == s.punkt_id).where(s.redovisning_id == redovisning_id)
    return {kod: Svar(kod, x.uppfyllt, x.svar, x.bevis) for x, kod in e.session.execute(q)}


def svar_per_anordnare(e: Arbetsenhet, plan_id: int) -> dict[int, dict[str, Svar]]:
    """Of those whose redovisning counts, what they have answered, by the code of the point."""
    return {a: _svaren(e, r.id) for a, alla in _inkomna(e, plan_id).items() if (r := _galler(alla)) is not None}


def inkommen(e: Arbetsenhet, r: Uppfoljningsredovisning) -> Inkommen:
    lista = e.session.get_one(Uppfoljningslista, r.lista_id)
    mening = SKAL.get(r.skal or "", "") if r.lage == PARKERAD else ""
    return Inkommen(r.id, r.nummer, r.lage, mening, r.mottagen, lista.nummer, r.version, kan_tas_in=r.lage == PARKERAD)


def hamta(e: Arbetsenhet, plan_id: int) -> Redovisningslista:
    """All that are to answer, and all that have, by name. Raises Nekad where nothing has been sent."""
    krav_roll(e.aktor, *ROLLER)
    p = planen(e, plan_id)
    lista = utsand(e, plan_id)
    inkomna = _inkomna(e, plan_id)
    ska = {a.id: (a, rader) for a, rader in svarande(e, p, lista)}
    for a in e.session.scalars(select(Anordnare).where(Anordnare.id.in_(set(inkomna) - set(ska)))):
        ska[a.id] = (a, [])
    rader = []
    for a, punkter in sorted(ska.values(), key=lambda x: sortnyckel(x[0].namn)):
        alla = inkomna.get(a.id, [])
        r = _galler(alla)
        svar = _svaren(e, r.id) if r is not None else {}
        besvarade = sum(1 for x in punkter if (s := svar.get(x.kod)) is not None and not s.tomt)
        sen = r is None and bool(punkter) and lista.svar_senast is not None and lista.svar_senast < e.idag
        galler_forst = sorted(alla, key=lambda x: (x is not r, -x.id))
        rader.append(
            Anordnarens(a.id, a.namn, len(punkter), besvarade, tuple(inkommen(e, x) for x in galler_forst), sen)
        )
    return Redovisningslista(p.id, p.ar, p.kundval, lista.nummer, lista.svar_senast, tuple(rader))


def las(e: Arbetsenhet, redovisning_id: int) -> Redovisning:
    """One that came in, with every point that it was asked."""
    krav_roll(e.aktor, *ROLLER)
    r = redovisningen(e, redovisning_id)
    rader = punktrader(e, r.lista_id)
    nr = numrerade([(x.kod, x.delen) for x in rader])
    svar = _svaren(e, r.id)
    return Redovisning(
        inkommen(e, r), e.session.get_one(Anordnare, r.anordnare_id).namn,
        tuple((str(k), str(v)) for k, v in json.loads(r.uppgifter).items()),
        tuple(Svarsrad(nr[x.kod], som_punkt(x), svar[x.kod]) for x in rader if x.kod in svar),
    )  # fmt: skip


def redovisningen(e: Arbetsenhet, redovisning_id: int) -> Uppfoljningsredovisning:
    r = e.session.get(Uppfoljningsredovisning, redovisning_id)
    if r is None:
        raise Nekad("okand_redovisning", "Redovisningen finns inte. Hämta om listan.")
    return r


def original(e: Arbetsenhet, redovisning_id: int) -> tuple[str, bytes]:
    """The file as it came. Raises Databasfel if it has been changed."""
    krav_roll(e.aktor, *ROLLER)
    r = redovisningen(e, redovisning_id)
    data = oforandrat(r.original, r.sha256)
    return f"kvalitetsredovisning-mottagen-{r.mottagen:%Y-%m-%d}-{r.id}.xlsx", data
