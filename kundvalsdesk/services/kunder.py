"""Registering a kund with a kundansvarig (K 5.1); finding a kund."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select

from ..fel import Nekad
from ..models import Handlaggare, Kund, Kundidentitet
from ..rules.sortering import kundens_soktext, kundens_sortnyckel, sokform
from ..texter.meningar import SKYDDORD
from . import notiser
from .arbetsenhet import Arbetsenhet, ager_databasen
from .arendelage import inte_i_framtiden, krav_arenderatt, krav_text
from .arendetyper import Falt, Stegval
from .handling import handling
from .maskning import visningsnamn
from .nummer import nasta_nyckel, ny_rad
from .typer import ARENDEROLLER, Andring


def registrera_kund(
    e: Arbetsenhet,
    fornamn: str,
    efternamn: str,
    malgrupp: str,
    fodelsedatum: date | None = None,
    personnummer: str = "",
    skydd: str = "",
    ekonomiskt_bistand: bool | None = None,
    kundansvarig: str = "",
) -> Andring:
    """A new kund, with a kundansvarig karriärvägledare (K 5.1). The key is given by the program.

    A personnummer that another kund has is taken in all the same, whoever the other is: to refuse it would tell that
    a protected one is there. The arbetsledare is told.
    """
    krav_arenderatt(e)
    from .overforing.tolkning import Cellfel
    from .overforing.tolkning import fodelsedatum as fodelsedatum_ur
    from .overforing.tolkning import personnummer as las_personnummer

    fornamn = krav_text(fornamn, "Förnamn", "fornamn")
    efternamn = krav_text(efternamn, "Efternamn", "efternamn")
    if malgrupp not in e.regelverk.malgrupper():
        raise Nekad("malgrupp", "Välj en målgrupp.", "malgrupp")
    if skydd and skydd not in SKYDDORD:
        raise Nekad("skydd", "Välj slag av skydd.", "skydd")
    if personnummer:
        try:
            las_personnummer(personnummer)
        except Cellfel as fel:
            raise Nekad("personnummer", str(fel), "personnummer") from None
        fodelsedatum = fodelsedatum or fodelsedatum_ur(personnummer)
    if fodelsedatum is not None:
        inte_i_framtiden(e, fodelsedatum, "fodelsedatum")
    ansvarig = None
    if kundansvarig:
        ansvarig = e.session.scalar(select(Handlaggare).where(Handlaggare.anvandare == kundansvarig))
        if ansvarig is None or ansvarig.roll not in ARENDEROLLER:
            raise Nekad("kundansvarig", "Välj en kundansvarig karriärvägledare eller arbetsledare.", "kundansvarig")
    ansvarig_id = ansvarig.id if ansvarig else e.aktor.handlaggare_id
    if ansvarig_id is None and _ansvariga(e):
        raise Nekad("kundansvarig", "Välj en kundansvarig karriärvägledare.", "kundansvarig")
    till = ansvarig_id
    if skydd and not (e.lokal or e.aktor.har("arbetsledare") or ager_databasen(e.anslutning)):
        ansvarig_id = e.aktor.handlaggare_id  # nobody writes what they may not see: handed over as the last thing done
    # Who belongs to the group because of ekonomiskt bistånd has it (K 1.2).
    ekonomiskt_bistand = ekonomiskt_bistand or e.regelverk.malgrupper()[malgrupp].bistand
    with handling(e, "registrera_kund", "kund") as h:
        kund = Kund(
            nyckel=nasta_nyckel(e, Kund.nyckel, "K", 4, skyddad=bool(skydd)),
            skydd=skydd or None,
            malgrupp=malgrupp,
            ekonomiskt_bistand=ekonomiskt_bistand,
            kundansvarig_id=ansvarig_id,
        )
        ny_rad(e, kund)
        e.session.add(
            Kundidentitet(
                kund_id=kund.id,
                personnummer=personnummer or None,
                fodelsedatum=fodelsedatum,
                fornamn=fornamn,
                efternamn=efternamn,
                sortnyckel=kundens_sortnyckel(fornamn, efternamn),
                soktext=kundens_soktext(fornamn, efternamn),
                skydd=skydd or None,
                kundansvarig_id=ansvarig_id,
            )
        )
        h.kund(kund)
        if personnummer:
            notiser.dubbel_kund(e, kund.id, personnummer)
        if ansvarig_id != till:
            e.sist.append(("SELECT ratt.lamna_over(:kund, :till)", {"kund": kund.id, "till": till}))
    return h.andring


def hamta_kund(e: Arbetsenhet, nyckel: str) -> Kund:
    """The row of a kund by its key. Raises Nekad("okand_kund")."""
    kund = e.session.scalar(select(Kund).where(Kund.nyckel == nyckel))
    if kund is None:
        raise Nekad("okand_kund", f"Det finns ingen kund med nyckeln {nyckel}. Kontrollera nyckeln.")
    return kund


def sok_kunder(e: Arbetsenhet, text: str, hogst: int = 30) -> list[tuple[str, str]]:
    """(key, what to show) of the kunder that a text fits: words of the name, the personnummer, or the key.

    Protected persons are found by their key only.
    """
    krav_arenderatt(e)
    k, n = Kund, Kundidentitet
    q = select(k.nyckel, n.fornamn, n.efternamn, n.fodelsedatum, k.skydd).outerjoin(n, n.kund_id == k.id)
    for ord_ in text.split():
        oppet = n.soktext.contains(sokform(ord_), autoescape=True)
        siffror = ord_.replace("-", "").replace("+", "")
        if siffror.isdecimal() and len(siffror) >= 6:
            utan_tecken = func.replace(func.replace(n.personnummer, "-", ""), "+", "")
            oppet = oppet | utan_tecken.contains(siffror, autoescape=True)
        q = q.where(k.nyckel.icontains(ord_, autoescape=True) | (k.skydd.is_(None) & oppet))
    rader = e.session.execute(q.order_by(k.skydd.is_not(None), n.sortnyckel, k.nyckel).limit(hogst))
    return [(r.nyckel, _visas(r)) for r in rader]


def _visas(r: Any) -> str:
    """Name, year of birth and key: two people of the same name must be told apart."""
    namn = visningsnamn(r.fornamn, r.efternamn, r.skydd, f"Kund {r.nyckel}")
    if r.skydd or namn == f"Kund {r.nyckel}":
        return namn
    fodd = f" · född {r.fodelsedatum.year}" if r.fodelsedatum else ""
    return f"{namn}{fodd} · {r.nyckel}"


def _ansvariga(e: Arbetsenhet) -> tuple[tuple[str, str], ...]:
    """Who may be kundansvarig: login and name."""
    rader = e.session.execute(
        select(Handlaggare.anvandare, Handlaggare.namn)
        .where(Handlaggare.roll.in_(ARENDEROLLER))
        .order_by(Handlaggare.namn)
    )
    return tuple((r.anvandare, r.namn) for r in rader)


def formular_ny_kund(e: Arbetsenhet) -> Stegval:
    """The form that registers a kund; done by handlingar.utfor(e, "registrera_kund", "", "", 0, values)."""
    krav_arenderatt(e)
    ansvariga = _ansvariga(e)
    grupper = e.regelverk.malgrupper()
    return Stegval(
        "registrera_kund",
        "Ny kund",
        "Registrera kund",
        falt=(
            Falt("fornamn", "Förnamn", "text"),
            Falt("efternamn", "Efternamn", "text"),
            Falt("personnummer", "Personnummer", "text", kravs=False, hjalp="ÅÅÅÅMMDD-NNNN. Kan lämnas tomt."),
            Falt("fodelsedatum", "Födelsedatum", "datum", kravs=False, hjalp="Behövs inte om personnumret är ifyllt."),
            Falt("malgrupp", "Målgrupp", "val", val=tuple((k, g.namn) for k, g in grupper.items())),
            Falt("ekonomiskt_bistand", "Har ekonomiskt bistånd", "ja_nej", varde="nej",
                 visas_om=("malgrupp", tuple(k for k, g in grupper.items() if not g.bistand))),
            Falt("kundansvarig", "Kundansvarig", "val", kravs=bool(ansvariga),
                 varde=e.aktor.anvandare if e.aktor.handlaggare_id else "", val=ansvariga),
            Falt("skydd", "Skyddade personuppgifter", "val", kravs=False,
                 val=(("", "Nej"), *((k, v.capitalize()) for k, v in SKYDDORD.items())),
                 hjalp="Namn och nummer döljs då överallt och visas bara för kundansvarig och arbetsledare."),
        ),
    )  # fmt: skip
