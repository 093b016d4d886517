"""All that is held about one kund, for the kund (dataskyddsförordningen art. 15): plain data, JSON and PDF.

Complete by construction: it is taken from the tables as they are mapped, and what is left out is named here with its
reason. Neither numbered nor stored, for it would be one more copy of everything; that it was made is logged, with the
sum of the file.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary, select

from ..fel import Nekad
from ..models import Anordnare, Bas, Enkat, Handlaggare, Insats, Kund
from ..models.gallringssatser import tabeller
from ..texter.datum import antal, datum_langt
from ..texter.meningar import insats_ord
from . import dokumenttexter, gallringsregler
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_arenderatt, oppna_arende
from .documents.formuleringar import Texter
from .dokumentbrev import skriv_hel
from .fritext import namn_for
from .handling import handling
from .installningar import organisation
from .kunder import hamta_kund
from .skydd import BARA, far_avsloja
from .typer import Andring

TYP = "registerutdrag"
HANDLING = "registerutdrag"
FORMAT = "kundvalsdesk-registerutdrag/1"
UTELAMNAS = {
    "frist": "räknas fram ur de andra uppgifterna",
    "granskningsutkast": "en handläggares egna utkast",
    "marke": "en handläggares egna märken",
    "notis": "en handläggares egna notiser",
    "paminnelse": "en handläggares egna påminnelser",
    "gallringspost": "ett förslag om när uppgifterna ska bort, inget om kunden själv",
    "logg": "kommunens kontroll av vem som har läst och ändrat",
}
"""Tables about a kund that are left out, and why. All others are in."""
_BETALNINGAR = ("ersattningsrad", "ejutbetald")
"""What has been paid: never deleted, so the number of a case may be another's by now, and its key is asked for."""
_INTERNA = frozenset(("id", "version", "sortnyckel", "soktext", "kund_id"))
"""Columns that say nothing of the kund: the program's own counters, and what follows from the name."""
_ANVANDARE = frozenset(("skriven_av", "signerad_av", "mottagen_av", "tillagd_av"))


@dataclass(frozen=True, slots=True)
class Registerutdrag:
    """`upplysningar`: (heading, text); `tabeller`: name → rows of (column, value). `ord_`: column → code → what it
    means, for paper."""

    kund: str
    skapat: datetime
    organisation: str
    enhet: str
    kontakt: str
    inledning: str
    upplysningar: tuple[tuple[str, str], ...]
    rattigheter: tuple[str, ...]
    utelamnat: tuple[str, ...]
    tabeller: dict[str, list[dict[str, Any]]]
    skyddad: bool
    ord_: dict[str, dict[str, str]] = field(default_factory=dict)


def filnamn(kund: str, andelse: str) -> str:
    return f"registerutdrag_{''.join(t if t.isalnum() or t in '-_' else '_' for t in kund)}.{andelse}"


def hamta(e: Arbetsenhet, kund: str = "", insats: str = "") -> Registerutdrag:
    """By the number of the kund, or of a case of theirs. Raises Nekad for a role without cases, and for a protected
    kund for others than the kundansvarig and an arbetsledare."""
    krav_arenderatt(e)
    k = e.session.get_one(Kund, oppna_arende(e, insats).kund_id) if insats else hamta_kund(e, kund)
    if k.skydd is not None and not far_avsloja(e, k):
        raise Nekad("skydd", BARA)
    rader = _rader(e, k)
    t = dokumenttexter.texter(e, TYP)
    org = organisation(e)
    frister = "; ".join(
        f"{r.namn[:1].lower()}{r.namn[1:]} {gallringsregler.regel_ord(r)}" for r in gallringsregler.regler(e)
    )
    return Registerutdrag(
        k.nyckel, e.nu, org["namn"], org["enhet"], org["kontakt"],
        t("inledning", kund=f"kund {k.nyckel}", dag=datum_langt(e.idag),
          antal=antal(sum(map(len, rader.values())), "uppgiftsrad", "uppgiftsrader")),
        tuple(_upplysningar(t, frister)), t.rader("rattigheter"), t.rader("utelamnat"), rader, k.skydd is not None,
        {"insatskod": {
            kod: f"{x.namn} ({insats_ord(kod)})" for r in e.regelverk.alla for kod, x in r.insatser.items()
         },
         "malgrupp": {kod: g.namn for kod, g in e.regelverk.malgrupper().items()},
         "avslutstyp": dict(e.regelverk.avslutstyper()),
         "avslutsorsak": {kod: o.namn for kod, o in e.regelverk.avslutsorsaker().items()}},
    )  # fmt: skip


def _upplysningar(t: Texter, frister: str) -> list[tuple[str, str]]:
    return [
        ("Ändamål", t("andamal")), ("Rättslig grund", t("rattslig_grund")), ("Mottagare", t("mottagare")),
        ("Hur länge", t("lagringstid", frister=frister)), ("Varifrån", t("kalla")),
    ]  # fmt: skip


def ingar() -> list[str]:
    """The tables that are in: who it is, then the rest, parents first."""
    namn = [*(t.name for t, _ in reversed(list(tabeller())) if t.name not in UTELAMNAS), *_BETALNINGAR]
    return sorted(namn, key=lambda t: t not in ("kund", "kundidentitet"))


def _rader(e: Arbetsenhet, k: Kund) -> dict[str, list[dict[str, Any]]]:
    q = select(Insats.id, Insats.nyckel).where(Insats.kund_id == k.id)
    insatser = {r.id: r.nyckel for r in e.session.execute(q)}
    pekar = {
        "handlaggare": dict(e.session.execute(select(Handlaggare.id, Handlaggare.namn)).all()),
        "anordnare": dict(e.session.execute(select(Anordnare.id, Anordnare.namn)).all()),
        "enkat": dict(e.session.execute(select(Enkat.id, Enkat.namn)).all()),
        "insats": insatser,
    }
    ut: dict[str, list[dict[str, Any]]] = {}
    for t in (Bas.metadata.tables[namn] for namn in ingar()):
        if t.name == "kund":
            villkor = t.c.id == k.id
        elif t.name in _BETALNINGAR:
            villkor = t.c.insats.in_(insatser.values())
        elif "insats_id" in t.c:
            villkor = t.c.insats_id.in_(insatser)
        else:
            villkor = t.c.kund_id == k.id
        if t.name == "anteckning":  # a draft is not part of the journal
            villkor &= t.c.signerad.is_not(None)
        elif t.name == "stickprovsarende":  # nothing has been seen in the others
            villkor &= t.c.granskat.is_not(None)
        rader = e.session.execute(select(t).where(villkor).order_by(*t.primary_key.columns)).mappings().all()
        namn = namn_for(e, [r[c] for r in rader for c in _ANVANDARE & set(r.keys())])
        synliga = [c for c in t.c if c.name not in _INTERNA]
        ut[t.name] = [
            {c.name: _varde(c, r[c.name], pekar, namn) for c in synliga if r[c.name] is not None} for r in rader
        ]
    return ut


def _varde(c: Any, v: Any, pekar: dict[str, dict[int, str]], namn: dict[str, str]) -> Any:
    """Whom or what a number points to, rather than the number; files as base64."""
    if c.name in _ANVANDARE:
        return namn.get(v, v)
    for fk in c.foreign_keys:
        if (till := pekar.get(fk.column.table.name)) is not None:
            return till.get(v, "")
    if isinstance(c.type, LargeBinary):
        return {"base64": base64.b64encode(bytes(v)).decode(), "byte": len(v)}
    if isinstance(v, Decimal):
        return str(v)
    return v.isoformat() if isinstance(v, (date, datetime)) else v


def som_json(u: Registerutdrag) -> bytes:
    """Machine-readable, with everything."""
    data = {
        "format": FORMAT, "skapat": u.skapat.isoformat(), "kund": u.kund,
        "personuppgiftsansvarig": {"organisation": u.organisation, "enhet": u.enhet, "kontakt": u.kontakt},
        "upplysningar": dict(u.upplysningar), "rattigheter": u.rattigheter, "utelamnat": u.utelamnat,
        "utelamnade_tabeller": UTELAMNAS, "uppgifter": u.tabeller,
    }  # fmt: skip
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def ta_ut(e: Arbetsenhet, andelse: str, kund: str = "", insats: str = "") -> tuple[str, bytes]:
    """Name and bytes of the file, "pdf" or "json"; logged. Needs a unit that writes."""
    u = hamta(e, kund, insats)
    if andelse == "json":
        data = som_json(u)
    elif andelse == "pdf":
        from .documents import registerutdrag as ritat

        data = ritat.rita(e, u)
    else:
        raise Nekad("format", "Registerutdraget skrivs som .pdf eller .json.")
    k = hamta_kund(e, u.kund)
    with handling(e, HANDLING, "logg") as h:
        h.anteckna(k, HANDLING, f"{andelse}, sha256 {hashlib.sha256(data).hexdigest()}")
    return filnamn(u.kund, andelse), data


def spara(e: Arbetsenhet, insats: str, fil: Path) -> Andring:
    """Writes the one of a case's kund to a file, PDF or JSON by its ending; what cannot be written is not logged."""
    _, data = ta_ut(e, fil.suffix.lower().removeprefix("."), insats=insats)
    skriv_hel(fil, data, e.handling_id)
    return Andring(e.handling_id, HANDLING, (insats,), (), frozenset({"logg"}))
