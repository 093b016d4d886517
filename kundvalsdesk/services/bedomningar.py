"""The granskning of anordnare in a year's uppföljning: each kontrollpunkt judged, until all are and it is klar.

    with enhet(..., skriv=True) as e:
        satt(e, plan_id, anordnare_id, "ekonomi", 0, "mindre_brist", "Revisorn har en anmärkning.", "Bokslutet")
        klar(e, plan_id, anordnare_id, version, "")

What is judged is a kontrollpunkt by its code, in the words that were sent out last; what it was called when it was
judged stays in the version that the bedömning points at. All that a bedömning has been stays beside it. A granskning
that is klar does not change; it is opened with a reason. Others hang on `bedomning`: `bedomningen` gives the row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from ..fel import Nekad
from ..models import (
    Anordnare,
    Anordnargranskning,
    Bedomning,
    Bedomningsversion,
    Uppfoljning,
    Uppfoljningslista,
    Uppfoljningspunkt,
)
from ..rules.kontrollpunkter import numrerade
from ..rules.sortering import sokform, sortnyckel
from . import redovisningar
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text
from .bedomningsmodell import skala
from .bedomningstyper import (
    KLAR,
    PAGAR,
    Bedomt,
    Bristen,
    Granskad,
    Granskningar,
    Granskningspunkt,
    Sammanfattning,
    Sparad,
)
from .fritext import till_anordnaren
from .handling import handling, kontrollera_version, krav_roll, las_raden, redan_gjord
from .kontrollpunkter import punktrader, som_punkt, utsand
from .kontrollpunktmall import kontrollpunkter
from .redovisningstyper import Svar
from .typer import Andring
from .uppfoljning import DEL, krav_skriver, planen
from .uppfoljningstyper import ROLLER

_KLAR = "Granskningen är klar. Öppna den igen, med ett skäl, om något ska ändras."


# --- What there is -------------------------------------------------------------------------------------------------


def hamta(e: Arbetsenhet, plan_id: int) -> Granskningar:
    """All anordnare that answer, and all that have been judged, each with its points. Raises Nekad where no
    kontrollpunkter have been sent."""
    krav_roll(e.aktor, *ROLLER)
    p = planen(e, plan_id)
    lista = utsand(e, plan_id)
    nr = numrerade([(r.kod, r.delen) for r in punktrader(e, lista.id)])
    granskade = {g.anordnare_id: g for g in _granskningarna(e, p.id)}
    bedomda = _bedomda(e, [g.id for g in granskade.values()])
    svar = redovisningar.svar_per_anordnare(e, p.id)
    forra = _forra_arets(e, p)
    ska = {a.id: (a, rader) for a, rader in redovisningar.svarande(e, p, lista) if rader}
    for a in e.session.scalars(select(Anordnare).where(Anordnare.id.in_(set(granskade) - set(ska)))):
        ska[a.id] = (a, [])
    rader = [
        _granskad(a, granskade.get(a.id), punkter, bedomda, nr, svar.get(a.id), forra.get(a.id, {}))
        for a, punkter in sorted(ska.values(), key=lambda x: sortnyckel(x[0].namn))
    ]
    return Granskningar(p.id, p.ar, p.namnd, p.kundval, lista.nummer, skala(), tuple(rader))


_Bedomda = dict[int, dict[str, tuple[Bedomt, Uppfoljningspunkt, int]]]
"""By granskning and code: the bedömning, the point as it was judged, and the version of the list that it stands in."""


def _granskad(
    a: Anordnare, g: Anordnargranskning | None, punkter: Iterable[Uppfoljningspunkt], bedomda: _Bedomda,
    nr: dict[str, str], svar: dict[str, Svar] | None, forra: dict[str, Sparad],
) -> Granskad:  # fmt: skip
    egna = bedomda.get(g.id, {}) if g is not None else {}
    last = g is not None and g.lage == KLAR
    alla = {r.kod: r for r in punkter if not last or r.kod in egna}
    # What is asked no longer was judged all the same.
    alla |= {kod: r for kod, (_, r, _) in egna.items() if kod not in alla}
    rader = sorted(alla.values(), key=lambda r: (r.delen, r.kod not in nr, r.ordning, r.id))
    ut = []
    for r in rader:
        b = egna.get(r.kod)
        aldre = b[2] if b is not None and som_punkt(b[1]) != som_punkt(r) else 0
        ut.append(Granskningspunkt(
            r.id, nr.get(r.kod, r.delen), som_punkt(r), kontrollpunkter().namn(r.delen), (svar or {}).get(r.kod),
            b[0] if b is not None else None, forra.get(r.kod), aldre, kontrollpunkter().tal(r.kod, r.delen),
        ))  # fmt: skip
    if g is None:
        return Granskad(a.id, a.namn, svar is not None, PAGAR, "", None, "", "", 0, tuple(ut))
    return Granskad(
        a.id, a.namn, svar is not None, g.lage, g.slutsats, g.klar, g.klar_av or "", g.skal, g.version, tuple(ut)
    )  # fmt: skip


def _granskningarna(e: Arbetsenhet, plan_id: int) -> list[Anordnargranskning]:
    x = Anordnargranskning
    return list(e.session.scalars(select(x).where(x.uppfoljning_id == plan_id)))


def _bedomda(e: Arbetsenhet, ids: list[int]) -> _Bedomda:
    b, v, p, li = Bedomning, Bedomningsversion, Uppfoljningspunkt, Uppfoljningslista
    q = select(v).join(b, b.id == v.bedomning_id).where(b.granskning_id.in_(ids)).order_by(v.nummer.desc())
    forr: dict[int, list[Sparad]] = defaultdict(list)
    for r in e.session.scalars(q):
        forr[r.bedomning_id].append(_sparad(r))
    ut: _Bedomda = defaultdict(dict)
    alla = select(b, p, li.nummer).join(p, p.id == b.punkt_id).join(li, li.id == p.lista_id)
    for x, punkt, nummer in e.session.execute(alla.where(b.granskning_id.in_(ids))):
        ut[x.granskning_id][x.kod] = (Bedomt(x.id, _sparad(x), tuple(forr[x.id][1:]), x.version), punkt, nummer)
    return ut


def _sparad(r: Bedomning | Bedomningsversion) -> Sparad:
    return Sparad(r.niva, r.kommentar, r.evidens, r.bedomd, r.bedomd_av)


def _forra_arets(e: Arbetsenhet, p: Uppfoljning) -> dict[int, dict[str, Sparad]]:
    """By anordnare and code, as they were judged the year before."""
    x = Uppfoljning
    for fore in e.session.scalars(select(x).where(x.ar == p.ar - 1, x.namnd == p.namnd)):
        if sokform(fore.kundval) == sokform(p.kundval):
            granskade = {g.id: g.anordnare_id for g in _granskningarna(e, fore.id)}
            return {
                granskade[g]: {kod: b[0].sparad for kod, b in per_kod.items() if b[0].sparad.niva}
                for g, per_kod in _bedomda(e, list(granskade)).items()
            }
    return {}


def bedomningen(e: Arbetsenhet, bedomning_id: int) -> tuple[Bedomning, Anordnargranskning]:
    """The row, and the granskning that it stands in. Raises Nekad where there is none."""
    krav_roll(e.aktor, *ROLLER)
    b = e.session.get(Bedomning, bedomning_id)
    if b is None:
        raise Nekad("ingen_bedomning", "Bedömningen finns inte. Hämta om listan.")
    return b, e.session.get_one(Anordnargranskning, b.granskning_id)


def for_rapport(e: Arbetsenhet, plan_id: int) -> tuple[Sammanfattning, ...]:
    """What is told of each anordnare in the kvalitetsrapport, by name: how many kontrollpunkter of each step in each
    part, and the brister with what was said of them, the worst first. Of those that nothing is judged of, nothing
    but that. Raises Nekad where no kontrollpunkter have been sent."""
    return tuple(sammanfatta(r) for r in hamta(e, plan_id).rader)


def sammanfatta(r: Granskad) -> Sammanfattning:
    sk = skala()
    delar: dict[str, list[Granskningspunkt]] = defaultdict(list)
    for x in r.punkter:
        delar[x.punkt.delen].append(x)
    antal = {
        d: {s.kod: n for s in sk.steg if (n := sum(x.niva == s.kod for x in punkter))}
        for d, punkter in sorted(delar.items())
    }
    brister = [
        Bristen(x.bedomt.id, x.nummer, x.punkt.punkt, x.punkt.delen, x.niva, sk.namn(x.niva),
                x.bedomt.sparad.kommentar)
        for x in r.punkter if x.bedomt is not None and sk.brist(x.niva)
    ]  # fmt: skip
    return Sammanfattning(
        r.anordnare_id, r.anordnare, r.lage, r.klar, r.slutsats, r.bedomda, r.antal, antal,
        {d: len(x) for d, x in sorted(delar.items())}, tuple(sorted(brister, key=lambda b: -sk.plats(b.niva))),
    )  # fmt: skip


def finn_anordnare(x: Granskningar, namn: str) -> Granskad:
    """By what it is called. Raises Nekad for one that is not reviewed."""
    sokt = sokform(namn)
    for r in x.rader:
        if sokform(r.anordnare) == sokt:
            return r
    raise Nekad("ingen_anordnare", f"{namn} granskas inte i uppföljningen av {x.kundval} {x.ar}.", "anordnare")


# --- Judging -------------------------------------------------------------------------------------------------------


def _ska_granskas(e: Arbetsenhet, plan_id: int, anordnare_id: int) -> Granskad:
    """Held until the action is done: of two who begin the same granskning the second waits."""
    las_raden(e, planen(e, plan_id))
    r = hamta(e, plan_id).anordnaren(anordnare_id)
    if r is None:
        raise Nekad("granskas_inte", "Anordnaren är inte auktoriserad i kundvalet och granskas inte.")
    return r


def _granskning(e: Arbetsenhet, plan_id: int, anordnare_id: int) -> Anordnargranskning | None:
    x = Anordnargranskning
    return e.session.scalar(select(x).where(x.uppfoljning_id == plan_id, x.anordnare_id == anordnare_id))


def satt(
    e: Arbetsenhet, plan_id: int, anordnare_id: int, kod: str, sedd_version: int, niva: str, kommentar: str,
    evidens: str,
) -> Andring:  # fmt: skip
    """Judges a kontrollpunkt, or notes something of it (`niva` ""). A brist is said in words. `sedd_version`: of the
    bedömning that was seen, 0 for none."""
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    kommentar, evidens = till_anordnaren(kommentar.strip(), "kommentar"), till_anordnaren(evidens.strip(), "evidens")
    if niva and skala().steget(niva) is None:
        raise Nekad("niva", f"Välj bedömning: {', '.join(s.namn.lower() for s in skala().steg)}.", "niva")
    if skala().brist(niva) and not kommentar:
        raise Nekad("kommentar", "Skriv i kommentaren vad bristen består i.", "kommentar")
    if not (niva or kommentar or evidens):
        raise Nekad("niva", "Välj en bedömning, eller skriv en anteckning.", "niva")
    r = _ska_granskas(e, plan_id, anordnare_id)
    punkt = r.punkten(kod)
    if punkt is None:
        raise Nekad("ingen_punkt", "Anordnaren har ingen sådan kontrollpunkt. Hämta om listan.", "punkt")
    nya = {"niva": niva, "kommentar": kommentar, "evidens": evidens}
    b = e.session.get(Bedomning, punkt.bedomt.id) if punkt.bedomt is not None else None
    if b is not None:
        kontrollera_version(e, b, sedd_version, dict(nya))
    elif sedd_version:
        raise Nekad("ingen_bedomning", "Bedömningen finns inte längre. Hämta om listan.")
    if r.lage == KLAR:
        raise Nekad("klar", _KLAR)
    with handling(e, "bedomning_satt", DEL) as h:
        if b is None:
            g = _granskning(e, plan_id, anordnare_id)
            if g is None:
                g = Anordnargranskning(uppfoljning_id=plan_id, anordnare_id=anordnare_id)
                e.session.add(g)
                e.session.flush()
            b = Bedomning(granskning_id=g.id, punkt_id=punkt.punkt_id, kod=kod, bedomd=e.idag, bedomd_av=e.aktor.namn,
                          **nya)  # fmt: skip
            e.session.add(b)
        elif any(getattr(b, f) != v for f, v in nya.items()) or b.punkt_id != punkt.punkt_id:
            for f, v in nya.items():
                setattr(b, f, v)
            b.punkt_id, b.bedomd, b.bedomd_av = punkt.punkt_id, e.idag, e.aktor.namn
        else:
            return h.andring
        e.session.flush()
        antal = len(punkt.bedomt.forr) + 1 if punkt.bedomt is not None else 0
        e.session.add(Bedomningsversion(bedomning_id=b.id, nummer=antal + 1, bedomd=b.bedomd, bedomd_av=b.bedomd_av,
                                        **nya))  # fmt: skip
    return h.andring


def klar(e: Arbetsenhet, plan_id: int, anordnare_id: int, sedd_version: int, slutsats: str) -> Andring:
    """Every kontrollpunkt has a bedömning, and the granskning is done. `slutsats`: of all of it, if something is to be
    said."""
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    slutsats = till_anordnaren(slutsats.strip(), "slutsats")
    r, g = _borjad(e, plan_id, anordnare_id, sedd_version, {"slutsats": slutsats})
    if r.lage == KLAR:
        raise Nekad("klar", "Granskningen är redan klar.")
    if utan := [x.nummer for x in r.punkter if not x.niva]:
        vilka = ", ".join(utan[:5]) + (" …" if len(utan) > 5 else "")
        raise Nekad("inte_bedomda", f"{len(utan)} av {r.antal} kontrollpunkter har ingen bedömning: {vilka}.")
    with handling(e, "anordnargranskning_klar", DEL) as h:
        g.lage, g.slutsats, g.klar, g.klar_av = KLAR, slutsats, e.idag, e.aktor.namn
    return h.andring


def oppna(e: Arbetsenhet, plan_id: int, anordnare_id: int, sedd_version: int, skal: str) -> Andring:
    """A granskning that was klar is to be changed. What was judged stands until somebody judges otherwise."""
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    skal = till_anordnaren(krav_text(skal, "Skälet", "skal"), "skal")
    r, g = _borjad(e, plan_id, anordnare_id, sedd_version, {"skal": skal})
    if r.lage != KLAR:
        raise Nekad("oppen", "Granskningen är inte klar, så den är redan öppen.")
    with handling(e, "anordnargranskning_oppna", DEL) as h:
        g.lage, g.skal, g.klar, g.klar_av = PAGAR, skal, None, None
    return h.andring


def _borjad(
    e: Arbetsenhet, plan_id: int, anordnare_id: int, sedd_version: int, mina: dict[str, object]
) -> tuple[Granskad, Anordnargranskning]:  # fmt: skip
    r = _ska_granskas(e, plan_id, anordnare_id)
    g = _granskning(e, plan_id, anordnare_id)
    if g is None:
        raise Nekad("inte_borjad", "Ingen kontrollpunkt är bedömd än. Börja med den första.")
    kontrollera_version(e, g, sedd_version, mina)
    return r, g
