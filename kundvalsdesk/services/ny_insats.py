"""The beslut to grant an insats (K 5.3), the kund's choice of anordnare with it (K 5.4), and insatser side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..fel import Nekad
from ..models import Framtidsplan, Insats, Kund, Kundidentitet
from ..rules.kalender import manad
from ..rules.kriterier import Avvikelse, alder_avvikelse, malgrupp_avvikelse
from ..rules.parallella import parallellt
from ..rules.regelverk import Insatsregel
from ..texter.datum import antal
from ..texter.meningar import SKYDDORD, avvikelse_ord, insats_ord
from ..texter.ny_insats import bredvid_ord
from . import forval
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_i_framtiden, krav_arenderatt, krav_text
from .arendetyper import Falt, Stegval
from .flode_start import auktoriserade, vald_anordnare
from .handling import handling, kontrollera_version
from .kartlaggning import senaste, star_i_ord, steg_for_kunden
from .kunder import hamta_kund
from .nummer import nasta_nyckel, ny_rad
from .parallella import andra_insatser, rader_i_ord
from .skydd import steg as skyddssteg
from .starttyper import Startunderlag
from .typer import Andring

FORVALD = "*forval"
"""Stands for the förvalsanordnare of the day in the choice of anordnare; no name begins so."""


def besluta(
    e: Arbetsenhet,
    kund: str,
    sedd_version: int,
    kod: str,
    datum: date,
    motivering: str = "",
    parallell_bedomning: str = "",
    kriterium_uppfyllt: bool = True,
    anordnare: str = "",
) -> Andring:
    """The decision to grant an insats (K 5.3), with the kund's choice of anordnare if it is made already.

    A criterion, an age or a target group that does not fit needs a motivation (regelverk §2), and an insats beside
    a running one an assessment (K 8.4). `anordnare`: "" = not chosen yet, FORVALD = the förvalsanordnare of today.
    """
    krav_arenderatt(e)
    k = hamta_kund(e, kund)
    kontrollera_version(e, k, sedd_version, {})
    regel = e.regelverk.insats(kod, datum)
    if regel is None or regel.endast_historik:
        raise Nekad("kod", "Välj vilken insats beslutet gäller.", "kod")
    inte_i_framtiden(e, datum, "datum")
    pagar = [a.rad.kod for a in andra_insatser(e, k.id) if not a.slutar]
    utfall = {p: parallellt(e.regelverk.parallella(datum), kod, p) for p in pagar}
    if "samma" in utfall.values():
        raise Nekad("samma_insats", bredvid_ord("samma", kod, kod), "kod")
    if pagar:
        parallell_bedomning = krav_text(parallell_bedomning, "Bedömning av parallella insatser", "parallell_bedomning")
    if not kriterium_uppfyllt or any(a.motivering for a, _ in avvikelser(e, k, regel, datum)):
        motivering = krav_text(motivering, "Motivering", "motivering")
    vald = None
    if anordnare:
        forvald = anordnare == FORVALD
        vald = vald_anordnare(
            e, kod, regel.kundval, "" if forvald else anordnare, forvald, f"anordnare_{kod}", f"anordnare_{kod}"
        )
    with handling(e, "besluta", "insats", "kund") as h:
        i = Insats(
            nyckel=nasta_nyckel(e, Insats.nyckel, f"{manad(datum)[:4]}-", 4, skyddad=k.skydd is not None),
            kund_id=k.id,
            kod=kod,
            kundval=regel.kundval,
            beslut=datum,
            historik=False,
            orsak_dold=False,
            anordnare_id=vald.id if vald else None,
            forvald=anordnare == FORVALD if vald else None,
            beslut_motivering=motivering.strip() or None,
            parallell_bedomning=parallell_bedomning.strip() or None,
            skydd=k.skydd,
            kundansvarig_id=k.kundansvarig_id,
        )
        ny_rad(e, i)
        h.insats(i, hela_kunden=True)
        if vald is not None:
            forval.publicera(e, (regel.kundval,))
    return h.andring


def avvikelser(e: Arbetsenhet, kund: Kund, regel: Insatsregel | None, dag: date) -> list[tuple[Avvikelse, str]]:
    """What the kund's age and target group say against an insats (None: against any), with its sentence."""
    grupp = e.regelverk.malgrupper().get(kund.malgrupp or "")
    identitet = e.session.get(Kundidentitet, kund.id)
    fynd = [alder_avvikelse(grupp, identitet.fodelsedatum if identitet else None, dag)]
    if regel is not None:
        fynd.append(malgrupp_avvikelse(regel, kund.malgrupp))
    return [(a, avvikelse_ord(a, grupp, regel.kod if regel else "")) for a in fynd if a is not None]


# --- The form ------------------------------------------------------------------------------------------------------


def formular_ny_insats(e: Arbetsenhet, kund: str) -> Stegval:
    """The form of the beslut for a kund; done by handlingar.utfor(e, "besluta", "", kund, version, values)."""
    krav_arenderatt(e)
    k = hamta_kund(e, kund)
    andra = andra_insatser(e, k.id)
    pagar = [a.rad.kod for a in andra if not a.slutar]
    varning = avvikelser(e, k, None, e.idag)
    koder = [r for r in e.regelverk.insatskoder().values() if not r.endast_historik]
    plan = senaste(e, Framtidsplan, k.id)
    planens = plan.insatskod if plan is not None and plan.insatskod in {r.kod for r in koder} else ""
    falt = []
    if andra:
        falt.append(Falt("_andra", "Kundens andra insatser", "upplysning", kravs=False, varde=rader_i_ord(e, andra)))
    falt += [
        Falt("kod", "Insats", "val", varde=planens or "",
             val=tuple((r.kod, f"{insats_ord(r.kod)} – {r.namn}") for r in koder),
             hjalp="Vald från början: den som framtidsplanen leder till." if planens else ""),
        *(
            Falt(f"kriterium_{r.kod}", "Kriterium", "upplysning", kravs=False,
                 varde=_upplysning(e, k, r, pagar, planens or ""), visas_om=("kod", (r.kod,)))
            for r in koder
        ),
        Falt("kriterium_uppfyllt", "Kriteriet är uppfyllt", "val",
             val=(("ja", "Ja"), ("nej", "Nej, se motiveringen"))),
        Falt("datum", "Beslutsdatum", "datum", varde=e.idag.isoformat()),
        Falt("motivering", "Motivering", "stor_text", kravs=any(a.motivering for a, _ in varning),
             hjalp="Skriv varför insatsen beviljas. Krävs om ett kriterium inte är uppfyllt."),
    ]  # fmt: skip
    if pagar:
        falt.append(
            Falt("parallell_bedomning", "Bedömning av parallella insatser", "stor_text",
                 hjalp="Bedöm om kunden kan göra stegförflyttningar i båda under insatstiden.")
        )  # fmt: skip
    falt += [_anordnarfalt(e, r) for r in koder]
    saknas = [namn.lower() for namn, ord_ in star_i_ord(e, k.id) if not ord_]
    meningar = [mening for _, mening in varning]
    if saknas:
        gors = "Den görs" if len(saknas) == 1 else "De görs"
        meningar.append(f"Kunden har ingen {' och ingen '.join(saknas)} än. {gors} före beslutet.")
    return Stegval(
        "besluta", "Bevilja insats", "Spara beslut", mal=kund, sedd_version=k.version, falt=tuple(falt),
        varning=tuple(meningar),
    )  # fmt: skip


def _anordnarfalt(e: Arbetsenhet, r: Insatsregel) -> Falt:
    """Those authorised for the insats today; the förvalsanordnare of the day for the kund that does not choose."""
    namn = [a.namn for a in auktoriserade(e, r.kod, e.idag)]
    dagens = forval.dagens(e, r.kundval, e.idag)
    val = [("", "Kunden har inte bestämt sig än")]
    if dagens:
        val.append((FORVALD, f"Kunden väljer inte själv: {dagens}, förvalsanordnare i dag"))
    hjalp = "De som är auktoriserade för insatsen i dag." if namn else "Ingen är auktoriserad för insatsen i dag."
    return Falt(
        f"anordnare_{r.kod}", "Anordnare", "val", kravs=False, val=(*val, *((n, n) for n in namn)),
        hjalp=hjalp if dagens or not namn else f"{hjalp} Ingen är förvalsanordnare i dag.",
        visas_om=("kod", (r.kod,)),
    )  # fmt: skip


def _upplysning(e: Arbetsenhet, k: Kund, r: Insatsregel, pagar: Sequence[str], planens: str) -> str:
    """What the karriärvägledare checks before granting it (K 2): criterion, goal, longest time, what is against."""
    rader = [
        f"{r.kriterium}. Mål: {r.mal[0].lower()}{r.mal[1:]}. Högst {antal(r.max_manader or 0, 'månad', 'månader')}."
    ]
    rader += [m for a, m in avvikelser(e, k, r, e.idag) if a.kod.startswith("malgrupp")]
    regel = e.regelverk.parallella(e.idag)
    rader += [bredvid_ord(parallellt(regel, r.kod, p), r.kod, p) for p in dict.fromkeys(pagar)]
    if planens and planens != r.kod:
        rader.append(f"Framtidsplanen leder till {insats_ord(planens)}. Skriv en ny om vägen har ändrats.")
    return "\n".join(rader)


def startunderlag(e: Arbetsenhet, kund: str) -> Startunderlag:
    """What the beslut rests on (K 5.2): what stands, and the forms to write it in."""
    krav_arenderatt(e)
    k = hamta_kund(e, kund)
    skydd = next(((SKYDDORD.get(k.skydd or "", ""), s) for s in skyddssteg(e, k)), None)
    return Startunderlag(kund, star_i_ord(e, k.id), steg_for_kunden(e, k, kund), skydd)
