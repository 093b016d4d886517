"""What applies for the anordnare when an insats ends, in the words of the avbrottsdokument (K 8, K 12, K 13.5).

Due dates are those of the frister; nothing is reckoned here but the paid days after the last one (regelverk §6).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ...rules.fakta import Insatsfakta
from ...rules.frister import frister
from ...rules.fristtyper import Frist
from ...rules.ramar import slut_nu
from ...rules.regelverk import Regelverkssamling
from ...texter.datum import datum_langt, datum_ord, manad_ar, manad_ord
from .avbrottsdokument import Villkor
from .formuleringar import Texter
from .text import Fet


def villkor(fakta: Insatsfakta, regelverk: Regelverkssamling, dag: date, t: Texter) -> tuple[Villkor, ...]:
    """The lines in the order they are printed, as they stand on `dag`, the date of the document; `t`: its texts."""
    if fakta.avslutsbeslut is None:
        # Taken over without the day of the decision: it was made when this document was, at the latest.
        fakta = replace(fakta, avslutsbeslut=dag)
    alla = frister(fakta, regelverk)
    return (
        _slutrapport(fakta, alla, dag, t),
        *_manadsrapporter(fakta, alla, dag, t),
        Villkor("Ersättning", _ersattning(fakta, regelverk, dag, t)),
    )


def slutrapport_senast(alla: list[Frist]) -> list[date]:
    """Days by which the slutrapport is to be in, in order: for a completed insats the one in time and the last."""
    return sorted(f.forfaller for f in alla if f.kod.startswith("slutrapport_") and not f.alltid_stangd)


def _slutrapport(fakta: Insatsfakta, alla: list[Frist], dag: date, t: Texter) -> Villkor:
    def rad(namn: str, **platser: str) -> Villkor:
        delar = t.delar(f"slutrapport_{namn}", **platser)
        nr = next((n for n, d in enumerate(delar) if isinstance(d, Fet)), len(delar))
        return Villkor("Slutrapport", "".join(delar[:nr]), "".join(delar[nr : nr + 1]), "".join(delar[nr + 1 :]))

    s = fakta.slutrapport
    if s is not None and s.inkommen is not None:
        ofullstandig = s.returer and s.returer[-1].inkommen_igen is None
        return rad("kompletteras" if ofullstandig else "inne", dag=datum_langt(s.inkommen))
    dagar = slutrapport_senast(alla)
    kommande = [d for d in dagar if d >= dag]
    if not dagar:
        return rad("utan_dag")
    if not kommande:
        return rad("sen", dag=Fet(datum_ord(dagar[-1])))
    if kommande[0] != dagar[0]:
        return rad("tas_emot", dag=datum_langt(dagar[0]), sista=Fet(datum_ord(kommande[0])))
    return rad("senast", dag=Fet(datum_ord(kommande[0])))


def _manadsrapporter(fakta: Insatsfakta, alla: list[Frist], dag: date, t: Texter) -> list[Villkor]:
    """Every report that is still to come or to be completed, the oldest first."""
    sista_ar = (fakta.sista_dag or dag).year
    ut: list[Villkor] = []
    for f in sorted(alla, key=lambda f: (f.avser, f.kod)):
        if f.kod not in ("manadsrapport", "komplettera_rapport") or f.klar is not None or f.alltid_stangd:
            continue
        manad = manad_ord(f.avser) if f.avser.startswith(str(sista_ar)) else manad_ar(f.avser)
        rubrik = "Månadsrapport" if f.kod == "manadsrapport" else "Komplettering"
        text = "manadsrapport" if f.kod == "manadsrapport" else "komplettering"
        ut.append(
            Villkor(
                f"{rubrik}, {manad}",
                t(f"{text}_i_tid", dag=datum_ord(f.forfaller))
                if f.forfaller >= dag
                else t(f"{text}_sen", dag=datum_langt(f.forfaller)),
            )
        )
    return ut


def _ersattning(fakta: Insatsfakta, regelverk: Regelverkssamling, dag: date, t: Texter) -> str:
    """Regelverk §6 (T7): days after the last one only for an insats broken off outside the anordnare's control."""
    till = t("ersattning")
    orsak = regelverk.avslutsorsaker().get(fakta.avslutsorsak or "")
    slut = slut_nu(fakta, regelverk, sum(f.beviljad for f in fakta.forlangningar))
    if fakta.avslutstyp != "avbruten" or orsak is None or orsak.kontroll != "utanfor":
        return till
    if fakta.sista_dag is None or slut is None:
        return till
    # The paid time is the time there is for writing the report (K 12.1.3): one and the same number.
    tid = regelverk.fristregel("slutrapport_avbruten", fakta.kod, fakta.sista_dag).tal["dagar"]
    dagar = min(tid, (slut - fakta.sista_dag).days)
    inkommen = fakta.slutrapport.inkommen if fakta.slutrapport else None
    if dagar < 1 or ((inkommen or dag) - fakta.sista_dag).days > tid:
        return till
    antal = "en dag" if dagar == 1 else f"{dagar} dagar"
    return t("ersattning_darefter" if inkommen else "ersattning_om", tid=antal)
