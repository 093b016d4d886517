"""The forms of absence: registering, ending, correcting, asking for a certificate from day one (K 9.2, K 10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ..fel import Nekad
from ..models import Insats
from ..rules.fakta import Insatsfakta
from ..rules.franvaro import FORSOK, upprepad
from ..rules.frister import frister, perioder
from ..rules.regelverk import Regelverkssamling
from ..rules.steg import Lage, sjukperiod
from ..texter.datum import datum_langt
from ..texter.franvaro import LEDIGHETSREGEL, frister_ord, ledighet_mening, period_ord, upprepad_ord
from ..texter.meningar import FRANVAROORD
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt
from .flode_franvaro import Anmalan, ledighet_hinder, rad_av, ratta, registrera
from .formularvarden import Varden
from .typer import Andring

TEXT: dict[str, tuple[str, str]] = {
    "franvaro_registrera": ("Registrera frånvaro", "Registrera"),
    "franvaro_slut": ("Avsluta eller förläng frånvaron", "Spara"),
    "franvaro_ratta": ("Rätta frånvaron", "Spara rättelsen"),
    "franvaro_ta_bort": ("Ta bort frånvaron", "Ta bort"),
    "intyg_dag_ett": ("Begär läkarintyg från dag ett", "Begär intyg"),
    "intyg_dag_ett_aterta": ("Återta begäran om intyg från dag ett", "Återta begäran"),
}
PA_RAD = ("franvaro_slut", "franvaro_ratta", "franvaro_ta_bort")
"""Steps that act on the very row that their `mal` names."""
PA_SJUKPERIOD = ("intyg_dag_ett", "intyg_dag_ett_aterta")

_VANLIGA = ("sjuk", "vab", "annan", "ledighet")
_OGILTIG_VAD = (
    ("uteblev", "Kunden uteblev från ett möte eller från arbetsplatsen"),
    ("forsok", "Tre kontaktförsök utan svar"),
    ("orsak", "Orsaken är inte uppenbart godtagbar"),
)
_TILL = "Lämna tomt om frånvaron pågår. En sista dag framåt i tiden är när den väntas sluta."
_UTAN_DIAGNOS = "Skriv ingen diagnos."


def _typ(varde: str = "") -> Falt:
    return Falt("typ", "Vad", "val", varde=varde, val=tuple(FRANVAROORD.items()))


def _ledighet(e: Arbetsenhet, i: Insats, motivering: str = "") -> tuple[Falt, ...]:
    """The criterion of leave (K 9.2). Where it is not met a person may still decide, with a written motivation."""
    villkor = ("typ", ("ledighet",))
    hinder = ledighet_hinder(e, i)
    lage = "Kunden får vara ledig enligt rutinerna." if hinder is None else ledighet_mening(hinder)
    ut = [
        Falt("_ledighet", "Får kunden vara ledig?", "upplysning", kravs=False, visas_om=villkor,
             varde=f"{lage}\n{LEDIGHETSREGEL}")
    ]  # fmt: skip
    if hinder is not None:
        ut.append(
            Falt("motivering", "Varför godtas ledigheten ändå?", "stor_text", varde=motivering, visas_om=villkor,
                 hjalp="Motiveringen sparas med frånvaron.")
        )  # fmt: skip
    return tuple(ut)


def _registrera(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    idag = e.idag.isoformat()
    forsok = ("ogiltig_vad", ("forsok",))
    return (
        _typ(),
        Falt("ogiltig_vad", "Vad hände?", "val", val=_OGILTIG_VAD, visas_om=("typ", ("ogiltig",))),
        Falt("fran", "Första dag", "datum", varde=idag, visas_om=("typ", _VANLIGA)),
        Falt("dag", "Dag", "datum", varde=idag, visas_om=("ogiltig_vad", ("uteblev", "orsak"))),
        *(
            Falt(f"forsok_{n}", f"Kontaktförsök {n}", "datum", visas_om=forsok,
                 hjalp="Frånvaron räknas från det tredje försöket." if n == FORSOK else "")
            for n in range(1, FORSOK + 1)
        ),
        Falt("till", "Sista dag", "datum", kravs=False, visas_om=("typ", _VANLIGA), hjalp=_TILL),
        Falt("till_ogiltig", "Sista dag", "datum", kravs=False, visas_om=("typ", ("ogiltig",)),
             hjalp="Lämna tomt om det gäller en enda dag."),
        *_ledighet(e, i),
        Falt("orsak", "Orsak", "stor_text", kravs=False, visas_om=("typ", ("sjuk", "vab", "ledighet")),
             hjalp=_UTAN_DIAGNOS),
        Falt("orsak_annan", "Orsak", "stor_text", visas_om=("typ", ("annan",))),
        Falt("orsak_ogiltig", "Beskriv", "stor_text", visas_om=("ogiltig_vad", ("uteblev", "orsak")),
             hjalp="Vad kunden uteblev från, eller vilken orsak kunden uppgav."),
        Falt("dag_ett", "Begär läkarintyg från första sjukdagen", "ja_nej", varde="nej", kravs=False,
             visas_om=("typ", ("sjuk",)), hjalp="Annars behövs läkarintyg från och med dag åtta."),
        Falt("intyg_skal", "Skäl till begäran", "stor_text", visas_om=("dag_ett", ("ja",))),
        Falt("registrerad", "Meddelades", "datum", varde=idag, hjalp="Dagen då frånvaron blev känd."),
    )  # fmt: skip


def _slut(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    rad = rad_av(e, i, m)
    return (
        Falt("_nu", "Registrerat", "upplysning", kravs=False,
             varde=f"{FRANVAROORD[rad.typ]} {period_ord(rad.fran, rad.till)}"),
        Falt("till", "Sista frånvarodag", "datum", kravs=False, varde=(rad.till or e.idag).isoformat(), hjalp=_TILL),
    )  # fmt: skip


def _ratta(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    rad = rad_av(e, i, m)
    return (
        _typ(rad.typ),
        Falt("fran", "Första dag", "datum", varde=rad.fran.isoformat()),
        Falt("till", "Sista dag", "datum", kravs=False, varde=rad.till.isoformat() if rad.till else "", hjalp=_TILL),
        Falt("orsak", "Orsak", "stor_text", kravs=False, varde=rad.orsak or "",
             hjalp=f"Krävs vid annan och ogiltig frånvaro. {_UTAN_DIAGNOS}"),
        Falt("kontaktforsok", "Antal kontaktförsök", "text", kravs=False, varde=str(rad.kontaktforsok or 0),
             visas_om=("typ", ("ogiltig",)), hjalp=f"Högst {FORSOK}."),
        *_ledighet(e, i, rad.motivering or ""),
        Falt("registrerad", "Meddelades", "datum", kravs=False,
             varde=rad.registrerad.isoformat() if rad.registrerad else ""),
        Falt("_logg", "Om rättelsen", "upplysning", kravs=False, varde="Det som stod före rättelsen finns i loggen."),
    )  # fmt: skip


def _ta_bort(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    rad = rad_av(e, i, m)
    return (
        Falt("_vad", "Tas bort", "upplysning", kravs=False,
             varde=f"{FRANVAROORD[rad.typ]} {period_ord(rad.fran, rad.till)}.\n"
             "Gör det bara om frånvaron registrerades av misstag. Det som stod finns kvar i loggen."),
        Falt("skal", "Skäl", "stor_text"),
    )  # fmt: skip


def foljd_av_dag_ett(f: Insatsfakta, regelverk: Regelverkssamling, forsta: str) -> str:
    """What asking for a certificate from day one does to the frister of a period of sickness."""
    dagar = sjukperiod(f, "sjuk", date.fromisoformat(forsta))

    def tider(fakta: Insatsfakta) -> dict[str, date]:
        alla = frister(fakta, regelverk)
        return {y.kod: y.forfaller for y in alla if y.kod.startswith("lakarintyg") and y.avser == forsta}

    med = replace(
        f,
        franvaro=tuple(
            replace(r, intyg_fran_dag_ett=True) if r.typ == "sjuk" and r.fran in dagar else r for r in f.franvaro
        ),
    )
    return frister_ord(tider(f), tider(med))


def _dag_ett(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    return (
        Falt("_foljd", "Det här händer", "upplysning", kravs=False,
             varde=foljd_av_dag_ett(x.fakta, e.regelverk, m.partition(":")[2])),
        Falt("skal", "Skäl", "stor_text",
             hjalp="Intyg från första sjukdagen kan begäras vid upprepad korttidsfrånvaro."),
    )  # fmt: skip


def _aterta(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    return (
        Falt("_foljd", "Det här händer", "upplysning", kravs=False,
             varde="Läkarintyg behövs då från och med dag åtta som vanligt."),
    )  # fmt: skip


FALT: dict[str, Callable[[Arbetsenhet, Insats, Lage, str], tuple[Falt, ...]]] = {
    "franvaro_registrera": _registrera,
    "franvaro_slut": _slut,
    "franvaro_ratta": _ratta,
    "franvaro_ta_bort": _ta_bort,
    "intyg_dag_ett": _dag_ett,
    "intyg_dag_ett_aterta": _aterta,
}


def varningar(e: Arbetsenhet, x: Lage, kod: str) -> tuple[str, ...]:
    """What to think of before an absence is registered: repeated sickness, a certificate asked for last time."""
    if kod != "franvaro_registrera":
        return ()
    ut = []
    if (u := upprepad(x.fakta, e.regelverk.granskning(e.idag), e.idag)) is not None:
        ut.append(upprepad_ord(u))
    sjuk = perioder(x.fakta.franvaro, "sjuk")
    if sjuk and sjuk[-1].intyg_fran_dag_ett:
        ut.append(f"Läkarintyg begärdes från dag ett i sjukperioden som började {datum_langt(sjuk[-1].fran)}.")
    return tuple(ut)


# --- What was filled in -------------------------------------------------------------------------------------------


def gor_registrera(e: Arbetsenhet, insats: str, sedd_version: int, x: Varden) -> Andring:
    typ, vad = x.text("typ"), x.text("ogiltig_vad")
    forsok: tuple[date, ...] = ()
    falt = {"fran": "fran", "till": "till", "orsak": "orsak"}
    if typ == "ogiltig":
        if vad not in dict(_OGILTIG_VAD):
            raise Nekad("ogiltig_vad", "Välj vad som hände.", "ogiltig_vad")
        falt = {"fran": "dag", "till": "till_ogiltig", "orsak": "orsak_ogiltig"}
        if vad == "forsok":
            forsok = tuple(x.datum(f"forsok_{n}") for n in range(1, FORSOK + 1))
            falt["fran"] = f"forsok_{FORSOK}"
    elif typ == "annan":
        falt["orsak"] = "orsak_annan"
    fran = forsok[-1] if forsok else x.datum(falt["fran"])
    till = x.datum_eller_inget(falt["till"])
    dag_ett = x.janej("dag_ett") and typ == "sjuk"
    skal = x.text("intyg_skal").strip()
    if dag_ett and not skal:
        raise Nekad("saknas", "Skäl behöver fyllas i.", "intyg_skal")
    a = Anmalan(
        typ, fran, fran if typ == "ogiltig" and till is None else till, x.datum_eller_inget("registrerad"),
        "" if forsok else x.text(falt["orsak"]), forsok, x.text("motivering"), skal if dag_ett else "",
    )  # fmt: skip
    try:
        return registrera(e, insats, sedd_version, a)
    except Nekad as fel:
        raise Nekad(fel.kod, fel.mening, falt.get(fel.falt, fel.falt)) from None


def gor_ratta(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, x: Varden) -> Andring:
    a = Anmalan(
        x.text("typ"), x.datum("fran"), x.datum_eller_inget("till"), x.datum_eller_inget("registrerad"),
        x.text("orsak"), motivering=x.text("motivering"),
    )  # fmt: skip
    forsok = x.heltal("kontaktforsok") if x.text("kontaktforsok").strip() else None
    return ratta(e, insats, mal, sedd_version, a, forsok)
