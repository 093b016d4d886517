"""Bedömningar of anordnare that the demo has made: all of last year's, and this year's so far. They come after the
redovisningar, when the first view is already there; of a day when nothing has been sent there are none."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from ...models import Anordnargranskning, Bedomning, Bedomningsversion, Uppfoljning
from ...rules.kalender import rulla
from ..arbetsenhet import Arbetsenhet
from ..bedomningar import hamta
from ..bedomningstyper import KLAR, PAGAR, Granskad
from ..kontrollpunkter import listorna
from .uppfoljning import VEM

BRA, UTVECKLAS, MINDRE, ALLVARLIG = "tillfredsstallande", "utvecklas", "mindre_brist", "allvarlig_brist"
_BRISTER = {
    0: {"rapportering": (MINDRE, "Flera månadsrapporter kom för sent, och två saknade avsnittet om progression.",
                         "Rapporterna i ärendena; samtal med verksamhetschefen")},
    1: {"brandskydd": (ALLVARLIG, "Ingen utrymning är övad sedan flytten, och brandskyddsdokumentationen gäller den "
                       "gamla lokalen.", "Verksamhetsbesöket; brandskyddsdokumentationen")},
    -2: {"valfardsbrott": (MINDRE, "En riktlinje mot otillåten påverkan saknas än.", "Redovisningen"),
         "kris": (MINDRE, "Kontinuitetsplanen omfattar inte bortfall av personal.", "Kontinuitetsplanen")},
    -1: {"synpunkter": (MINDRE, "Synpunkter tas emot, men förs inte in och följs inte upp.", "Redovisningen")},
}  # fmt: skip
"""Of this year, by the place of the anordnare in the list."""
_BRISTER_FORRA = {
    0: {"rapportering": (MINDRE, "Var femte rapport kom för sent.", "Rapporterna i ärendena"),
        "kompetens": (MINDRE, "En jobbexpert saknade den utbildning som villkoren kräver.", "Kompetensförteckningen")},
    -2: {"forsakring": (MINDRE, "Ansvarsförsäkringen gällde inte deltagare på arbetsplats.", "Försäkringsbrevet")},
}  # fmt: skip
_UTVECKLAS = {
    "kvalitetsarbete": "Planen finns. Uppföljningen av den kan bli tydligare.",
    "arbetsgivare": "Bred kontakt med arbetsgivare, men få i deltagarnas närområde.",
    "kompetensutveckling": "Utbildning ges. En plan för året skulle göra den lättare att följa.",
    "planering": "Målen går att följa. Delmålen är ibland allmänt hållna.",
    "lokaler": "Lokalerna är ändamålsenliga. Tillgängligheten till samtalsrummen kan bli bättre.",
}
_EVIDENS = ("Utdrag och handlingar", "Redovisningen")
_SLUTSATS = "Verksamheten följer villkoren i allt väsentligt. Bristerna följs upp enligt åtgärdsplanen."
_KLARA, _BORJADE = (-1,), (0, 1, -2)
"""This year's: klar, and under way, by their place in the list."""


def granska(e: Arbetsenhet) -> int:
    """Returns how many were judged. Last year's have all been."""
    antal = 0
    for p in e.session.scalars(select(Uppfoljning).where(Uppfoljning.koder != "").order_by(Uppfoljning.ar)):
        if any(x.utsand is not None for x in listorna(e, p.id)):
            antal += _plan(e, p)
    return antal


def _plan(e: Arbetsenhet, p: Uppfoljning) -> int:
    rader = hamta(e, p.id).rader
    forra = p.ar < e.idag.year
    dag = min(rulla(date(p.ar, 3, 18)), e.idag)
    for nr, r in enumerate(rader):
        plats = nr if nr < len(rader) // 2 else nr - len(rader)
        klar = forra or plats in _KLARA
        if klar or plats in _BORJADE:
            _anordnare(e, p, r, dag + timedelta(days=0 if not forra else nr), plats, klar=klar)
    return len(rader)


def _anordnare(e: Arbetsenhet, p: Uppfoljning, r: Granskad, dag: date, plats: int, *, klar: bool) -> None:
    g = Anordnargranskning(uppfoljning_id=p.id, anordnare_id=r.anordnare_id, lage=PAGAR)
    e.session.add(g)
    e.session.flush()
    brister = (_BRISTER_FORRA if p.ar < e.idag.year else _BRISTER).get(plats, {})
    for nr, x in enumerate(r.punkter):
        kod = x.punkt.kod
        if not klar and kod not in brister and x.punkt.delen not in ("AB" if r.har_svarat else "A"):
            continue
        vad = brister.get(kod)
        if vad is None and kod in _UTVECKLAS and (nr + plats) % 3 == 0:
            vad = (UTVECKLAS, _UTVECKLAS[kod], "Redovisningen")
        niva, kommentar, evidens = vad or (BRA, "", _EVIDENS[r.har_svarat or klar])
        b = Bedomning(granskning_id=g.id, punkt_id=x.punkt_id, kod=kod, niva=niva, kommentar=kommentar,
                      evidens=evidens, bedomd=dag, bedomd_av=VEM)  # fmt: skip
        e.session.add(b)
        e.session.flush()
        e.session.add(Bedomningsversion(bedomning_id=b.id, nummer=1, niva=niva, kommentar=kommentar, evidens=evidens,
                                        bedomd=dag, bedomd_av=VEM))  # fmt: skip
    if klar:
        g.lage, g.klar, g.klar_av, g.slutsats = KLAR, min(dag + timedelta(days=2), e.idag), VEM, _SLUTSATS
    e.session.flush()
