"""The record of a gallring, to print and keep: by which rules, who prepared and approved it, what was deleted.

Made of the list each time it is asked for, neither numbered nor stored: the list itself is kept for good. It
names no kund.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from sqlalchemy import select

from ...models import Gallring, Gallringspost
from ...rules.sortering import sortnyckel
from ...texter.gallring import LAGEORD, tabell_ord
from .. import gallring as g
from ..arbetsenhet import Arbetsenhet
from ..fritext import namn_for
from ..gallringsregler import regel_ord, ur_text
from ..handling import krav_roll
from . import utfardande
from .text import utskrivbart


def innehall(e: Arbetsenhet, gallring_id: int) -> dict[str, Any]:
    """The record as plain data. Raises Nekad for other roles than arbetsledare and dataskyddssamordnare."""
    krav_roll(e.aktor, *g.LASER)
    lista = g.hamta(e, gallring_id)
    x = Gallringspost  # of whom it was is not asked for: the dataskyddssamordnare may not read it
    poster = e.session.execute(select(x.kod, x.lage, x.omfattning, x.utford_av).where(x.gallring_id == lista.id)).all()
    namn = namn_for(e, [lista.upprattad_av, lista.godkand_av, *(p.utford_av for p in poster)])
    regler = ur_text(lista.regler)
    slag = []
    for r in regler:
        av_slaget = [p for p in poster if p.kod == r.kod]
        rader: Counter[str] = Counter()
        for p in av_slaget:
            if p.lage == g.GALLRAD:
                rader.update(json.loads(p.omfattning))
        slag.append(
            {
                "kod": r.kod, "namn": r.namn, "regel": regel_ord(r), "kalla": r.kalla, "forslag": r.forslag,
                "kunder": dict(Counter(p.lage for p in av_slaget)), "rader": dict(sorted(rader.items())),
            }
        )  # fmt: skip
    return {
        "nummer": lista.id, "dag": lista.dag.isoformat(), "lage": lista.lage,
        "upprattad": lista.upprattad.isoformat(), "upprattad_av": namn.get(lista.upprattad_av, ""),
        "godkand": lista.godkand.isoformat() if lista.godkand else None,
        "godkand_av": namn.get(lista.godkand_av or "", "") or None,
        "klar": lista.klar.isoformat() if lista.klar else None,
        "utford_av": sorted({namn.get(p.utford_av, "") for p in poster if p.utford_av and p.lage == g.GALLRAD}),
        "slag": slag,
    }  # fmt: skip


def fil(e: Arbetsenhet, gallring_id: int) -> tuple[str, bytes]:
    """Name and bytes of the record as PDF."""
    from . import mall

    d = innehall(e, gallring_id)
    utford = f"{_tid(d['klar'])}, {utskrivbart(', '.join(d['utford_av']))}" if d["klar"] else "Inte klar"
    lista = e.session.get_one(Gallring, gallring_id)
    avs = utfardande.avsandarens(e)
    huvud = mall.Dokumenthuvud(
        typ="Gallringsprotokoll", nummer=str(lista.id), datum=lista.dag, rader=(("Lista", str(lista.id)),),
        undertitel=LAGEORD[lista.lage], sekretess=False,
    )  # fmt: skip
    flode: list[Any] = [
        *mall.etiketter(
            [
                ("Gäller", f"Det som hade nått sin gallringsfrist {d['dag']}"),
                ("Upprättad", f"{_tid(d['upprattad'])}, {utskrivbart(d['upprattad_av'])}"),
                ("Godkänd", f"{_tid(d['godkand'])}, {utskrivbart(d['godkand_av'])}" if d["godkand"] else "Nej"),
                ("Utförd", utford),
            ]
        )
    ]  # fmt: skip
    for s in d["slag"]:
        if not s["kunder"]:
            continue
        flode += mall.rubrik(s["namn"])
        behallna = sum(n for k, n in s["kunder"].items() if k in (g.KVAR, g.UNDANTAGEN))
        kalla = f"{s['kalla']}{' (inte kommunens beslut)' if s['forslag'] else ''}"
        flode += mall.etiketter(
            [
                ("Frist", s["regel"].capitalize()), ("Källa", utskrivbart(kalla)),
                ("Gallrat hos", f'{s["kunder"].get(g.GALLRAD, 0)} kunder'),
                ("Behållet hos", f"{behallna} kunder"),
            ]
        )  # fmt: skip
        if s["rader"]:
            rader = sorted(((tabell_ord(t), n) for t, n in s["rader"].items()), key=lambda r: sortnyckel(r[0]))
            flode += mall.tabell((("Vad", 0.75), ("Antal", 0.25)), [[vad.capitalize(), str(n)] for vad, n in rader])
    flode += mall.rubrik("Det som finns kvar")
    flode += mall.lopande(
        "Antalet avslutade insatser per år, insats, anordnare, målgrupp och avslutsorsak, utan koppling till någon "
        "person. Loggens rader finns kvar, eftersom ingen får ta bort dem; vad som stod i uppgifter om gallrade "
        "personer visas inte. Säkerhetskopior som togs före gallringen har uppgifterna kvar tills de förstörs."
    )
    sandare = mall.Avsandare(
        avs["organisation"], avs["enhet"], avs["kontakt"], utfardande.logga_for(e, avs["logga"]), avs["farg"]
    )
    return f"gallringsprotokoll_{lista.id}.pdf", mall.bygg(huvud, sandare, flode)


def _tid(iso: str) -> str:
    return iso.replace("T", " ")[:16]
