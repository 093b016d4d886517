"""The sub-command for gallring: what may go, a list of it, its approval, carrying it out, the record."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..fel import Nekad
from ..services import gallring as g
from ..services import gallring_utfor, gallringsregler
from ..services.arbetsenhet import enhet
from ..services.documents import gallringsprotokoll
from ..services.gallringsregler import regel_ord
from ..services.regelverk import las_regelverk
from ..val import Val, sag
from .grund import Framstegsrad, dagens, enhet_for, oppen, skriv_fil, skriv_json


def gallring(val: Val) -> int:
    """gallring lista | uppratta | undanta | godkann | utfor | protokoll | regel."""
    if val.del_ == "lista":
        return _lista(val)
    if val.del_ == "uppratta":
        with enhet_for(val, skriv=True) as e:
            g.uppratta(e)
        with enhet_for(val) as e:
            lista = g.oversikt(e).listor[0]
        sag(f"Gallringslista {lista.id} är upprättad. Den ska godkännas innan något gallras.")
        skriv_json(_som_json(lista))
        return 0
    if val.del_ == "regel":
        return _regel(val)
    nummer = _nummer(val)
    if val.del_ == "undanta":
        return _undanta(val, nummer)
    if val.del_ == "godkann":
        with enhet_for(val, skriv=True) as e:
            g.godkann(e, nummer)
        sag(f"Gallringslista {nummer} är godkänd.")
    elif val.del_ == "utfor":
        with oppen(val) as (db, aktor):
            regelverk = las_regelverk()
            utfall = gallring_utfor.utfor(
                lambda: enhet(db, aktor, regelverk, dagens(val), skriv=True), nummer, Framstegsrad()
            )
        sag(f"Gallringslista {nummer} är utförd.")
        skriv_json(asdict(utfall))
    else:
        return _protokoll(val, nummer)
    return 0


def _regel(val: Val) -> int:
    with enhet_for(val, skriv=True) as e:
        if not val.manader.isdecimal():
            raise Nekad("manader", "Skriv hur många månader: --manader 60.")
        nu = gallringsregler.formular(e, val.nummer).sedd_version
        gallringsregler.spara(e, val.nummer, nu, int(val.manader), val.kalla)
    sag(f"Fristen är sparad: {val.manader} månader.")
    return 0


def _undanta(val: Val, nummer: int) -> int:
    with enhet_for(val, skriv=True) as e:
        if val.till is None or not val.kund:
            raise Nekad("saknas", "Skriv vilken kund och till vilken dag: --kund K0001 --till ÅÅÅÅ-MM-DD --skal TEXT.")
        rader = [p for p in g.poster(e, nummer) if p.kund == val.kund]
        if not rader:
            raise Nekad("okand_kund", f"Kunden {val.kund} står inte på lista {nummer}.")
        # One that waits, if any does: it takes the others of the kund with it.
        rad = next((p for p in rader if p.lage == g.VANTAR), rader[0])
        g.undanta(e, rad.id, rad.version, val.skal, val.till)
    sag(f"Kunden är undantagen till {val.till}.")
    return 0


def _protokoll(val: Val, nummer: int) -> int:
    with enhet_for(val) as e:
        if val.ut is None:
            skriv_json(gallringsprotokoll.innehall(e, nummer))
            return 0
        _, pdf = gallringsprotokoll.fil(e, nummer)
    skriv_fil(val.ut, pdf)
    return 0


def _lista(val: Val) -> int:
    with enhet_for(val) as e:
        o = g.oversikt(e)
    skriv_json(
        {
            "dag": o.dag.isoformat(),
            "regler": [
                {"kod": r.kod, "namn": r.namn, "frist": regel_ord(r), "kalla": r.kalla, "forslag": r.forslag}
                for r in o.regler
            ],
            "kandidater": [
                {
                    "kund": k.kund, "kod": k.kod, "sedan": k.sedan.isoformat(), "insatser": k.insatser,
                    "rader": k.omfattning, "hinder": k.hinder,
                }
                for k in o.kandidater
            ],
            "listor": [_som_json(x) for x in o.listor],
        }
    )  # fmt: skip
    return 0


def _som_json(x: Any) -> dict[str, Any]:
    return {
        "nummer": x.id, "dag": x.dag.isoformat(), "lage": x.lage, "upprattad_av": x.upprattad_av,
        "godkand_av": x.godkand_av or None, "kunder": x.antal,
    }  # fmt: skip


def _nummer(val: Val) -> int:
    if not (val.nummer or "").isdecimal():
        raise Nekad("nummer", f"Skriv vilken gallringslista: kundvalsdesk gallring {val.del_} NUMMER.")
    return int(val.nummer or "0")
