"""What a decision to end an insats would do to frister, payment and documents, reckoned on the facts as they would be.

Nothing is stored here, and everything that `flode_avslut.avsluta` refuses is refused here too, in the same words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ..models import Anordnare, Insats
from ..rules.fakta import Insatsfakta
from ..rules.frister import frister
from ..rules.fristtyper import Frist
from ..rules.manadsbelopp import avrundat, dagrader, manadsrader
from ..rules.steg import Lage
from ..rules.trafikljus import ljus
from ..texter.datum import antal, datum_langt, datum_ord, datum_utan_ar, manad_ar
from ..texter.forklaring import ANSVARIG_ORD, att_gora
from ..texter.kronor import kronor
from ..texter.meningar import insats_ord
from .arbetsenhet import Arbetsenhet
from .arendelage import hamta_insats, krav_arenderatt
from .avslutstyper import Fortsattning, Konsekvenser
from .dokumenttexter import texter
from .flode_avslut import Avslut, provat

_OPPNA = ("rod", "gul", "gron", "vilande")


def konsekvenser(e: Arbetsenhet, insats: str, sedd_version: int, a: Avslut) -> Konsekvenser:
    """Raises as flode_avslut.avsluta does."""
    from .documents.villkor import villkor

    i, x, sista_dag = provat(e, insats, sedd_version, a)
    nya = replace(
        x.fakta, sista_dag=sista_dag, avslutsbeslut=a.beslut, avslutstyp=a.avslutstyp, avslutsorsak=a.avslutsorsak
    )
    fore, efter = frister(x.fakta, e.regelverk), frister(nya, e.regelverk)
    orsak = e.regelverk.avslutsorsaker()[a.avslutsorsak]
    typ = e.regelverk.avslutstyper()[a.avslutstyp]
    return Konsekvenser(
        rubrik=f"{typ}: {orsak.namn}. Sista dag {datum_ord(sista_dag)}.",
        sista_dag=sista_dag,
        faller_bort=_faller_bort(fore, efter, e.idag, sista_dag),
        oppnas=_oppnas(fore, efter),
        ersattning=_ersattning(e, i, x, nya, a),
        dokument=_dokument(efter, a),
        for_anordnaren=tuple(
            (v.rubrik, f"{v.fore}{v.fet}{v.efter}")
            for v in villkor(nya, e.regelverk, e.idag, texter(e, "avbrottsdokument"))
        ),
    )


# --- Frister -------------------------------------------------------------------------------------------------------


def _ord(f: Frist) -> str:
    return f"{att_gora(f.kod, f.avser, f.namn)} ({ANSVARIG_ORD[f.ansvarig]}, {datum_utan_ar(f.forfaller)})"


def _lever(f: Frist | None) -> bool:
    return f is not None and f.klar is None and not f.alltid_stangd


def _faller_bort(fore: list[Frist], efter: list[Frist], idag: date, sista_dag: date) -> tuple[str, ...]:
    """Open ones that go, at once or after the last day; those that would have opened later, counted."""
    nya = {(f.kod, f.avser): f for f in efter}
    ut, senare, kommande = [], [], 0
    for f in fore:
        ny = nya.get((f.kod, f.avser))
        if not _lever(f) or (f.stangs is not None and f.stangs <= idag):
            continue
        oppen = ljus(f, idag) in _OPPNA
        if not _lever(ny):
            if oppen and (ny is None or ny.klar is None):
                ut.append(_ord(f))
            elif oppen:
                ut.append(f"{_ord(f)}: blir klar med beslutet")
            else:
                kommande += 1
        elif oppen and ny is not None and ny.stangs is not None and (f.stangs is None or ny.stangs < f.stangs):
            if ny.stangs <= idag:
                ut.append(_ord(f))
            else:
                senare.append(f"{_ord(f)}: står kvar till och med {datum_langt(sista_dag)}")
    if kommande:
        senare.append(f"{antal(kommande, 'frist', 'frister')} som skulle ha öppnats senare".capitalize())
    return (*ut, *senare)


def _oppnas(fore: list[Frist], efter: list[Frist]) -> tuple[str, ...]:
    """Those that the decision brings, or gives another day."""
    gamla = {(f.kod, f.avser): f for f in fore}
    ut = []
    for f in efter:
        gammal = gamla.get((f.kod, f.avser))
        if not _lever(f):
            continue
        if gammal is None or not _lever(gammal):
            ut.append(_ord(f))
        elif gammal.forfaller != f.forfaller:
            ut.append(f"{_ord(f)}, i stället för {datum_utan_ar(gammal.forfaller)}")
    return tuple(ut)


# --- Payment and documents -----------------------------------------------------------------------------------------


def _dagar(n: int) -> str:
    return f"{n} dag{'' if n == 1 else 'ar'}"


def _ersattning(
    e: Arbetsenhet, i: Insats, x: Lage, nya: Insatsfakta, a: Avslut
) -> tuple[tuple[str, str], ...]:  # fmt: skip
    """Regelverk §6, so far as the decision settles it."""
    sista = nya.sista_dag
    if i.start is None or sista is None or sista < i.start:
        return (("Ersättning", "Ingen: insatsen har inte startat."),)
    rader = manadsrader(i.start, sista, sista, lambda d: e.regelverk.belopp(i.kundval, d))
    ut = []
    if rader:
        summa = avrundat(sum((r.belopp for r in rader), start=rader[0].belopp * 0))
        dagar = sum(r.dagar for r in rader)
        vad = "hela månaden" if rader[0].helt else _dagar(dagar)
        ut.append((f"Sista månaden, {manad_ar(sista.isoformat()[:7])}", f"{vad}, {kronor(summa)}"))
    ut.append(_efter_sista_dag(e, i, x, nya, a))
    inne = nya.slutrapport is not None and nya.slutrapport.inkommen is not None
    ut.append(
        (
            "Slutrapporten",
            "Har kommit in. Sista månaden betalas när också månadsrapport och faktureringsunderlag är inne."
            if inne
            else "Avgör när sista månaden betalas: den betalas först när slutrapporten har kommit in.",
        )
    )
    return tuple(ut)


def _efter_sista_dag(e: Arbetsenhet, i: Insats, x: Lage, nya: Insatsfakta, a: Avslut) -> tuple[str, str]:
    """Row `avbrott_14`: only for an insats broken off for a reason outside the anordnare's control."""
    rubrik, sista = "Efter sista dag", nya.sista_dag
    assert sista is not None  # noqa: S101 - decided by then
    orsak = e.regelverk.avslutsorsaker()[a.avslutsorsak]
    if a.avslutstyp != "avbruten":
        return rubrik, "Ingen ersättning: den utgår bara när en insats avbryts."
    if orsak.kontroll != "utanfor":
        return rubrik, "Ingen ersättning: orsaken ligger inom anordnarens kontroll."
    slut = x.ramar.slut_nu
    regel = e.regelverk.ersattning(sista)
    dagar = min(regel.avbrott_dagar, (slut - sista).days) if slut else 0
    rader = dagrader(
        sista + timedelta(days=1), sista + timedelta(days=dagar), lambda d: e.regelverk.belopp(i.kundval, d)
    )
    if not rader:
        return rubrik, "Ingen ersättning: inga dagar återstår till beslutat slutdatum."
    senast = sista + timedelta(days=regel.slutrapport_dagar)
    villkor = f"om slutrapporten kommer in senast {datum_ord(senast)}"
    inkommen = nya.slutrapport.inkommen if nya.slutrapport else None
    if inkommen is None and e.idag > senast:
        return rubrik, f"Ingen ersättning: slutrapporten skulle ha kommit in senast {datum_langt(senast)}."
    if inkommen is not None:
        villkor = "slutrapporten är inne" if inkommen <= senast else "men slutrapporten kom för sent"
    summa = sum((r.belopp for r in rader), start=rader[0].belopp * 0)
    return rubrik, f"{_dagar(dagar)}, {kronor(summa)}, {villkor}."


def _dokument(efter: list[Frist], a: Avslut) -> tuple[str, ...]:
    avb = next((f for f in efter if f.kod == "avbrottsdokument" and f.klar is None), None)
    ut = [f"Avbrottsdokument till anordnaren, senast {datum_ord(avb.forfaller)}."] if avb else []
    if a.orsak_dold:
        ut.append("Orsaken och kommentaren lämnas inte ut i dokumentet.")
    return tuple(ut)


# --- What follows --------------------------------------------------------------------------------------------------


def fortsattning(e: Arbetsenhet, insats: str) -> Fortsattning:
    """What is carried over to the insats after an ended one (K 13.1, K 13.2)."""
    from ..models import Kund

    krav_arenderatt(e)
    i = hamta_insats(e, insats)
    kund = e.session.get_one(Kund, i.kund_id)
    anordnare = e.session.get(Anordnare, i.anordnare_id) if i.anordnare_id else None
    byte = i.avslutsorsak == "byte_anordnare"
    fran = f"{insats_ord(i.kod)} (ärende {i.nyckel})"
    if byte:
        hos = f" hos {anordnare.namn}" if anordnare else ""
        varden = [
            ("kod", i.kod),
            ("kriterium_uppfyllt", "ja"),
            ("motivering", _motivering(f"Kunden byter anordnare. Fortsätter {fran}{hos}.", i)),
        ]
    else:
        varden = [("motivering", _motivering(f"Följer på {fran}.", i))]
    return Fortsattning(kund.nyckel, byte, tuple(varden))


def _motivering(forst: str, i: Insats) -> str:
    return "\n\n".join(t for t in (forst, i.beslut_motivering or "") if t.strip())
