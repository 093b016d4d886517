"""What has happened in a case, as points of a bar and of a timeline."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from sqlalchemy import select

from ..models import Anordnare, Dokument, Insats
from ..rules.steg import Lage
from ..texter.datum import datum_langt, manad_ord
from ..texter.meningar import BEDOMNINGORD, FRANVAROORD, KONTAKTORD
from .arbetsenhet import Arbetsenhet
from .arendetyper import Handelse, Stegpunkt
from .documents.register import DOKUMENTSLAG
from .frister import Rader
from .overlamning import historia
from .tidslinje_samtal import antal, lagg_samtal


class Lagg(Protocol):
    """Takes one thing that has happened; nothing where there is no day."""

    def __call__(self, d: date | None, rubrik: str, text: str = "", vem: str = "") -> None: ...


def stegpunkter(x: Lage, i: Insats) -> tuple[Stegpunkt, ...]:
    """The bar at the head of a case: steps done, the one under way, those to come.

    A case taken over under way has passed its early steps, whether their days are known or not.
    """
    f = x.fakta
    plan = min((p.godkand for p in f.planer if p.godkand), default=None)
    startad = f.start is not None
    slut = bool(f.avslutstyp)
    godkanda = sum(1 for r in f.rapporter if r.godkand)
    punkter: list[tuple[str, bool, date | None]] = [
        ("Beslut", f.beslut is not None or startad, f.beslut),
        ("Aktualiserad", f.aktualiserad is not None or startad, f.aktualiserad),
        ("Bemannad", f.bemannad is not None or startad, f.bemannad),
        ("Uppdrag", f.uppdrag is not None or startad, f.uppdrag),
        ("Genomförandeplan", plan is not None, plan),
        (f"Månadsrapporter {godkanda}" if godkanda else "Månadsrapporter", slut and x.slut_passerat, None),
        ("Avslut", slut and f.avbrottsdokument is not None, f.sista_dag),
    ]
    ut: list[Stegpunkt] = []
    nu_satt = False
    for namn, klart, datum in punkter:
        if klart:
            lage = "klart"
        elif slut and namn != "Avslut" and not namn.startswith("Månadsrapporter"):
            lage = "utgar"
        elif not nu_satt:
            lage, nu_satt = "nu", True
        else:
            lage = "kvar"
        ut.append(Stegpunkt(namn, lage, datum if klart else None))
    return tuple(ut)


def handelser(
    e: Arbetsenhet, i: Insats, x: Lage, r: Rader, hur_manga: tuple[tuple[str, int], ...] | None = None
) -> tuple[Handelse, ...]:
    """The timeline, newest first. Taken from the facts, so that imported cases tell their story too: `r` is what
    `x` was taken from. `hur_manga`: what there is under the tabs, if that has been counted."""
    rad = e.session.get(Anordnare, i.anordnare_id) if i.anordnare_id is not None else None
    anordnare = rad.namn if rad is not None else "anordnaren"
    ut: list[tuple[date, int, Handelse]] = []

    def lagg(d: date | None, rubrik: str, text: str = "", vem: str = "") -> None:
        if d is not None:
            ut.append((d, len(ut), Handelse(d, rubrik, text, vem)))

    lagg_flodet(i, x, r, anordnare, lagg)
    berattade = lagg_samtal(e, i, lagg, antal(e, i) if hur_manga is None else hur_manga)
    for k in x.fakta.kontakter:
        if k.typ != "veckokontakt" and (k.typ, k.datum) not in berattade:
            lagg(k.datum, KONTAKTORD.get(k.typ, k.typ))
    for fr in r.franvaro:
        till = f" till {datum_langt(fr.till)}" if fr.till and fr.till != fr.fran else "" if fr.till else ", pågår"
        lagg(fr.fran, f"{FRANVAROORD.get(fr.typ, fr.typ)}{till}", fr.orsak or fr.bedomning or "")
    lagg_forlangningar(r, lagg)
    for dag, vad, meddelande in historia(e, i.kund_id):
        lagg(dag, vad, meddelande)
    lagg_avslutet(e, i, r, anordnare, lagg)
    utfardade = False
    q = select(Dokument.typ, Dokument.utfardat, Dokument.nummer, Dokument.utfardat_av)  # not the bytes
    for d in e.session.execute(q.where(Dokument.insats_id == i.id)):
        utfardade = utfardade or d.typ == "avbrottsdokument"
        slag = DOKUMENTSLAG.get(d.typ)
        lagg(d.utfardat, f"{slag.ord_ if slag else 'Dokument'} utfärdat", d.nummer, d.utfardat_av)
    if not utfardade:
        lagg(i.avbrottsdokument, "Avbrottsdokument skickat")
    return tuple(h for _, _, h in sorted(ut, key=lambda t: (t[0], t[1]), reverse=True) if h.datum <= e.idag)


def lagg_flodet(i: Insats, x: Lage, r: Rader, anordnare: str, lagg: Lagg) -> None:
    """The steps from the beslut on, the plans and the reports."""
    slut = x.ramar.slut_nu
    lagg(i.beslut, "Beslut om insatsen", i.beslut_motivering or "")
    lagg(i.aktualiserad, "Aktualiserad hos anordnaren", "", anordnare)
    lagg(i.bemannad, "Bemannad", f"Jobbexpert: {i.jobbexpert}" if i.jobbexpert else "", anordnare)
    lagg(i.uppdrag, "Uppdrag inlagt", i.uppdragsbeskrivning or "")
    lagg(i.start, "Start", f"Till {datum_langt(slut)}." if slut else "")
    _planer(r, anordnare, lagg)
    _rapporter(r, anordnare, lagg)
    _senare_aterremisser(r, anordnare, lagg)


def lagg_forlangningar(r: Rader, lagg: Lagg) -> None:
    for fl in r.forlangningar:
        lagg(fl.begard, "Förlängning begärd", fl.motivering or "")
        lagg(fl.atersand, "Begäran om förlängning återsänd", fl.atersand_skal or "")
        lagg(fl.kompletterad, "Begäran om förlängning kompletterad")
        beviljad = fl.beslut == "beviljad"
        lagg(fl.beslutad, "Förlängning beviljad" if beviljad else "Förlängning avslagen", fl.beslut_skal or "")


def lagg_avslutet(e: Arbetsenhet, i: Insats, r: Rader, anordnare: str, lagg: Lagg, dold: str = "") -> None:
    """The end of the insats and the slutrapport. `dold`: said instead of a reason that is withheld."""
    orsak = e.regelverk.avslutsorsaker().get(i.avslutsorsak or "")
    typ = e.regelverk.avslutstyper().get(i.avslutstyp or "", "")
    varfor = f"{typ}. {orsak.namn}." if orsak else typ
    lagg(i.avslutsbeslut, "Beslut om avslut", f"{typ}. {dold}." if dold and i.orsak_dold else varfor)
    lagg(i.sista_dag, "Sista dag")
    sr = r.slutrapport
    if sr is not None:
        lagg(sr.inkommen, "Slutrapport inkommen", "", anordnare)
        lagg(sr.aterremitterad, "Slutrapport återremitterad", sr.aterremiss_skal or "")
        lagg(sr.inkommen_igen, "Slutrapport inkommen igen", "", anordnare)
        # The next step may tell what the reason does.
        lagg(sr.godkand, "Slutrapport godkänd", "" if dold and i.orsak_dold else sr.nasta_steg or "")


def _planer(rader: Rader, anordnare: str, lagg: Lagg) -> None:
    for p in sorted(rader.planer, key=lambda p: p.nummer):
        v = f"version {p.nummer}"
        lagg(p.inkommen, "Genomförandeplan inkommen", v.capitalize() + ".", anordnare)
        lagg(p.aterremitterad, f"Genomförandeplan återremitterad, {v}", p.aterremiss_skal or "")
        lagg(p.inkommen_igen, f"Genomförandeplan inkommen igen, {v}", "", anordnare)
        lagg(p.godkand, f"Genomförandeplan godkänd, {v}")
        lagg(p.revidering_begard, "Reviderad plan begärd", p.revidering_skal or "")


def _rapporter(rader: Rader, anordnare: str, lagg: Lagg) -> None:
    for r in sorted(rader.rapporter, key=lambda r: r.manad):
        m = manad_ord(r.manad)
        lagg(r.klarmarkerad, f"Månadsrapport klarmarkerad, {m}", "", anordnare)
        lagg(r.aterremitterad, f"Månadsrapport återremitterad, {m}", r.aterremiss_skal or "")
        lagg(r.klarmarkerad_igen, f"Månadsrapport klarmarkerad igen, {m}", "", anordnare)
        lagg(r.godkand, f"Månadsrapport godkänd, {m}", BEDOMNINGORD.get(r.bedomning or "", ""))


def _senare_aterremisser(rader: Rader, anordnare: str, lagg: Lagg) -> None:
    """The first return stands in the row of the plan or report itself, the later ones in rows of their own."""
    for a in sorted(rader.aterremisser, key=lambda a: a.aterremitterad):
        if a.avser == "slut":
            vad, vilken = "Slutrapport", ""
        elif "-" in a.avser:
            vad, vilken = "Månadsrapport", f", {manad_ord(a.avser)}"
        else:
            vad, vilken = "Genomförandeplan", f", version {a.avser}"
        lagg(a.aterremitterad, f"{vad} återremitterad{vilken}", a.skal or "")
        igen = "klarmarkerad igen" if vad == "Månadsrapport" else "inkommen igen"
        lagg(a.inkommen_igen, f"{vad} {igen}{vilken}", "", anordnare)
