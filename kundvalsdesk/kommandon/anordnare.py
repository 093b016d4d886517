"""The sub-command for the register of anordnare. What is to stand there is said as FÄLT=VÄRDE, field by field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from ..fel import Nekad
from ..models.motor import Databas
from ..services import anordnare as lista_tjanst
from ..services import anordnarkort, anordnartal
from ..services import anordnarregister as register
from ..services.anordnarkorttyper import Anordnarkort, Insatsrad
from ..services.arbetsenhet import Arbetsenhet, enhet
from ..services.regelverk import las_regelverk
from ..services.typer import Aktor, Andring
from ..val import Val, sag
from .grund import dagens, oppen, skriv_json

_UTAN = ("mal", "version")


def anordnare(val: Val) -> int:
    """anordnare lista | visa | lagg-till | andra | auktorisera | avauktorisera | kontor | jobbexpert | andring."""
    falt = _falten(val.satt)
    with oppen(val) as (db, aktor):
        if val.del_ == "lista":
            _lista(val, db, aktor)
        elif not val.anordnare:
            raise Nekad("saknas", "Skriv vilken anordnare det gäller.", "anordnare")
        elif val.del_ == "visa":
            with enhet(db, aktor, las_regelverk(), dagens(val)) as e:
                skriv_json(_som_json(e, _kort(e, val.anordnare)))
        else:
            _skriv(val, db, aktor, falt)
    return 0


def _falten(satt: list[str]) -> dict[str, str]:
    ut: dict[str, str] = {}
    for s in satt:
        namn, likhet, varde = s.partition("=")
        if not likhet or not namn.strip():
            raise Nekad("falt", f"Skriv --satt FÄLT=VÄRDE, till exempel --satt telefon=08-123. Det stod {s}.")
        ut[namn.strip()] = varde
    return ut


def _kort(e: Arbetsenhet, namn: str) -> Anordnarkort:
    return anordnarkort.hamta(e, register.mal(register.anordnare_med_namn(e, namn)))


def _lista(val: Val, db: Databas, aktor: Aktor) -> None:
    with enhet(db, aktor, las_regelverk(), dagens(val)) as e:
        svar = lista_tjanst.lista(e)
    if svar.nekad:
        raise Nekad("roll", "Din roll ger inte tillgång till registret över anordnare.")
    tal = ("pagaende", "insatser", "med_brist", "oppna", "sena", "returer") if svar.far_tal else ()
    skriv_json(
        [{"anordnare": r.namn, "kundval": list(r.kundval)} | {k: getattr(r, k) for k in tal} for r in svar.rader]
    )


# --- What is written -----------------------------------------------------------------------------------------------


def _skriv(val: Val, db: Databas, aktor: Aktor, falt: dict[str, str]) -> None:
    gor = {
        "lagg-till": _lagg_till, "andra": _andra, "auktorisera": _auktorisera, "avauktorisera": _avauktorisera,
        "kontor": _kontor, "jobbexpert": _jobbexpert, "andring": _andring,
    }[val.del_]  # fmt: skip
    if not (falt or val.ta_bort or val.del_ == "lagg-till"):
        raise Nekad("inget", "Skriv vad som ska stå i registret: --satt FÄLT=VÄRDE.")
    if val.del_ in ("auktorisera", "avauktorisera", "kontor", "jobbexpert") and not val.post:
        vad = "AVSER, till exempel AMI" if "auktorisera" in val.del_ else "namnet"
        raise Nekad("saknas", f"Efter anordnaren skrivs också {vad}.")
    with enhet(db, aktor, las_regelverk(), dagens(val), skriv=True) as e:
        gor(e, val, falt)
        berorda = (
            anordnarkort.utan_auktorisation(e, _id(e, val)) if val.del_ == "avauktorisera" and _far_tal(e) else ()
        )
    sag("Sparat i registret över anordnare.")
    if val.del_ == "avauktorisera":
        skriv_json({"utan_auktorisation": [_insats(x) for x in berorda]})


def _far_tal(e: Arbetsenhet) -> bool:
    return e.aktor.har(*anordnarkort.FAR_TAL)


def _id(e: Arbetsenhet, val: Val) -> int:
    return register.anordnare_med_namn(e, val.anordnare).id


def _mal(e: Arbetsenhet, val: Val) -> str:
    return register.mal(register.anordnare_med_namn(e, val.anordnare))


def _lagg_till(e: Arbetsenhet, val: Val, falt: dict[str, str]) -> Andring:
    return register.lagg_till(e, {"namn": val.anordnare} | falt)


def _andra(e: Arbetsenhet, val: Val, falt: dict[str, str]) -> Andring:
    a = register.anordnare_med_namn(e, val.anordnare)
    return register.andra(e, register.mal(a), a.version, falt)


def _auktorisera(e: Arbetsenhet, val: Val, falt: dict[str, str]) -> Andring:
    return register.auktorisera(e, _mal(e, val), val.post, falt)


def _avauktorisera(e: Arbetsenhet, val: Val, falt: dict[str, str]) -> Andring:
    rader = [x for x in _kort(e, val.anordnare).auktorisationer if x.avser == val.post]
    kvar = [x for x in rader if x.lage != anordnarkort.UPPHORD]
    if not kvar:
        raise Nekad("okand", f"Anordnaren har ingen auktorisation för {val.post} att avsluta.")
    return register.avauktorisera(e, kvar[0].mal, kvar[0].version, falt)


def _kontor(e: Arbetsenhet, val: Val, falt: dict[str, str]) -> Andring:
    return _en_post(
        e, val, falt, _kort(e, val.anordnare).kontor, register.lagg_till_kontor, register.andra_kontor,
        register.ta_bort_kontor,
    )  # fmt: skip


def _jobbexpert(e: Arbetsenhet, val: Val, falt: dict[str, str]) -> Andring:
    return _en_post(
        e, val, falt, _kort(e, val.anordnare).personal, register.lagg_till_jobbexpert, register.andra_jobbexpert,
        register.ta_bort_jobbexpert,
    )  # fmt: skip


def _en_post(
    e: Arbetsenhet,
    val: Val,
    falt: dict[str, str],
    rader: tuple[Any, ...],
    ny: Callable[[Arbetsenhet, str, dict[str, str]], Andring],
    andra: Callable[[Arbetsenhet, str, int, dict[str, str]], Andring],
    bort: Callable[[Arbetsenhet, str, int], Andring],
) -> Andring:
    """By its name: changed, taken away, or new if there is none."""
    rad = next((x for x in rader if x.namn == val.post), None)
    if rad is not None:
        return bort(e, rad.mal, rad.version) if val.ta_bort else andra(e, rad.mal, rad.version, falt)
    if val.ta_bort:
        raise Nekad("okand", f"{val.post} finns inte hos {val.anordnare}.")
    return ny(e, _mal(e, val), {"namn": val.post} | falt)


def _andring(e: Arbetsenhet, val: Val, falt: dict[str, str]) -> Andring:
    """A new one, or by its number one that has been dealt with."""
    if not val.post:
        return register.anmal_andring(e, _mal(e, val), falt)
    rader = _kort(e, val.anordnare).andringar
    rad = next((x for x in rader if x.mal == f"anordnarandring:{val.post}"), None)
    if rad is None:
        raise Nekad("okand", f"{val.anordnare} har ingen anmäld ändring med numret {val.post}. Se anordnare visa.")
    return register.hantera_andring(e, rad.mal, rad.version, falt)


# --- What is read --------------------------------------------------------------------------------------------------


def _som_json(e: Arbetsenhet, k: Anordnarkort) -> dict[str, Any]:
    manader = anordnartal.manaderna(e.idag)
    ut: dict[str, Any] = {
        "anordnare": k.namn,
        "uppgifter": dict(k.fakta),
        "att_gora": list(k.att_gora),
        "auktorisationer": [_post(x) for x in k.auktorisationer],
        "kontor": [_post(x) for x in k.kontor],
        "personal": [_post(x) for x in k.personal],
        "andringar": [{"nummer": x.mal.split(":")[1]} | _post(x) for x in k.andringar],
    }
    if k.far_tal:
        ut["utan_auktorisation"] = [_insats(x) for x in k.utan_auktorisation]
        ut["per_manad"] = {
            d.serier[0].namn: dict(zip(manader, d.serier[0].varden, strict=True)) for d in k.diagram
        }  # fmt: skip
    return ut


def _post(x: Any) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(x).items() if k not in _UTAN}


def _insats(x: Insatsrad) -> dict[str, Any]:
    """Of protected kunder, and for whoever sees no cases, no name."""
    return {k: v for k, v in _post(x).items() if v not in ("", None) or k == "till"}
