"""The parts of the sub-command for uppföljning that are about the granskning of anordnare: read, judged, done."""

from __future__ import annotations

from typing import Any

from ..fel import Nekad
from ..services import bedomningar as tjanst
from ..services import bedomningsunderlag, handlingar
from ..services import uppfoljning as planer
from ..services.arbetsenhet import Arbetsenhet
from ..services.bedomningsformular import KLAR, OPPNA, SATT
from ..services.bedomningstyper import Granskad, Granskningar, Granskningspunkt, Sparad, Talen
from ..services.redovisningstyper import Svar
from ..texter.bedomning import avvikelse_ord
from ..val import Val
from .grund import enhet_for, skriv_fil, skriv_json


def gor(val: Val) -> int:
    return {"granskning": _visa, "bedom": _bedom, "granskning-klar": _klar, "granskning-oppna": _oppna}[val.del_](val)


def _hamta(e: Arbetsenhet, val: Val) -> Granskningar:
    return tjanst.hamta(e, planer.hitta(e, val.ar, val.kundval, val.namnd))


def _visa(val: Val) -> int:
    """All anordnare, or one with its points; with --ut the paper of one."""
    with enhet_for(val) as e:
        x = _hamta(e, val)
        r = tjanst.finn_anordnare(x, val.anordnare) if val.anordnare else None
        if val.ut is not None and r is not None:
            from ..services.documents import bedomning

            skriv_fil(val.ut, bedomning.fil(e, x.plan_id, r.anordnare_id)[1])
            return 0
        skriv_json(_allt(x) if r is None else _en(e, x, r))
    return 0


def _allt(x: Granskningar) -> dict[str, Any]:
    return {
        "ar": x.ar, "kundval": x.kundval, "version": x.lista,
        "skala": [{"niva": s.kod, "namn": s.namn, "brist": s.brist} for s in x.skala.steg],
        "anordnare": [_kort(x, r) for r in x.rader],
    }  # fmt: skip


def _kort(x: Granskningar, r: Granskad) -> dict[str, Any]:
    return {
        "anordnare": r.anordnare, "har_svarat": r.har_svarat, "lage": r.lage, "bedomda": r.bedomda, "av": r.antal,
        "brister": sum(x.skala.brist(p.niva) for p in r.punkter), "klar": str(r.klar) if r.klar else None,
        "klar_av": r.klar_av or None, "slutsats": r.slutsats,
    }  # fmt: skip


def _en(e: Arbetsenhet, x: Granskningar, r: Granskad) -> dict[str, Any]:
    t = bedomningsunderlag.talen(e, x.plan_id, {a.anordnare_id: a.anordnare for a in x.rader})
    return {"ar": x.ar, "kundval": x.kundval, **_kort(x, r), "punkter": [_punkt(x, r, p, t) for p in r.punkter]}


def _punkt(x: Granskningar, r: Granskad, p: Granskningspunkt, t: Talen) -> dict[str, Any]:
    a = bedomningsunderlag.jamfor(x, t, r.anordnare_id, p.punkt.kod).avvikelse
    return {
        "nummer": p.nummer, "kod": p.punkt.kod, "punkt": p.punkt.punkt,
        "svar": _svaret(p.svar) if p.svar else None,
        "siffror": {s.kod: s.ord for s in t.om(r.anordnare_id, p.tal)},
        "bedomning": _sparad(p.bedomt.sparad) if p.bedomt else None,
        "tidigare": [_sparad(s) for s in p.bedomt.forr] if p.bedomt else [],
        "forra_aret": _sparad(p.forra) if p.forra else None,
        "skiljer": avvikelse_ord(x.skala, a) if a else None,
    }  # fmt: skip


def _svaret(s: Svar) -> dict[str, Any]:
    return {"uppfyllt": s.uppfyllt or None, "svar": s.svar, "underlag": s.bevis}


def _sparad(s: Sparad) -> dict[str, Any]:
    return {"niva": s.niva or None, "kommentar": s.kommentar, "underlag": s.evidens, "bedomd": str(s.bedomd),
            "bedomd_av": s.bedomd_av}  # fmt: skip


def _bedom(val: Val) -> int:
    """A point, by its number or its code; what is not said stays as it is."""
    with enhet_for(val, skriv=True) as e:
        x = _hamta(e, val)
        r = tjanst.finn_anordnare(x, val.anordnare)
        sokt = val.punkt.lower()
        p = next((p for p in r.punkter if sokt in (p.nummer.lower(), p.punkt.kod)), None)
        if p is None:
            raise Nekad("ingen_punkt", f"{r.anordnare} har ingen kontrollpunkt {val.punkt}.", "punkt")
        s = p.bedomt.sparad if p.bedomt is not None else None
        varden = {
            "niva": val.niva or (s.niva if s else ""), "kommentar": val.kommentar or (s.kommentar if s else ""),
            "evidens": val.underlag or (s.evidens if s else ""),
        }  # fmt: skip
        sedd = p.bedomt.version if p.bedomt is not None else 0
        handlingar.utfor(e, SATT, "", f"{x.plan_id}:{r.anordnare_id}:{p.punkt.kod}", sedd, varden)
        _svara(e, x, r)
    return 0


def _klar(val: Val) -> int:
    return _hela(val, KLAR, {"slutsats": val.kommentar})


def _oppna(val: Val) -> int:
    return _hela(val, OPPNA, {"skal": val.skal})


def _hela(val: Val, kod: str, varden: dict[str, str]) -> int:
    with enhet_for(val, skriv=True) as e:
        x = _hamta(e, val)
        r = tjanst.finn_anordnare(x, val.anordnare)
        handlingar.utfor(e, kod, "", f"{x.plan_id}:{r.anordnare_id}", r.version, varden)
        _svara(e, x, r)
    return 0


def _svara(e: Arbetsenhet, x: Granskningar, r: Granskad) -> None:
    nu = tjanst.hamta(e, x.plan_id)
    skriv_json(_kort(nu, nu.anordnaren(r.anordnare_id) or r))
