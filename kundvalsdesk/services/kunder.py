"""Registering a kund and granting an insats (K 5); finding a kund."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy import func, select

from ..fel import Nekad
from ..models import Handlaggare, Insats, Kund, Kundidentitet
from ..rules.kalender import manad
from ..rules.kriterier import Avvikelse, alder_avvikelse, malgrupp_avvikelse
from ..rules.regelverk import Insatsregel
from ..rules.sortering import kundens_soktext, kundens_sortnyckel, sokform
from ..texter.datum import antal, uppraknat
from ..texter.meningar import SKYDDORD, avvikelse_ord, insats_ord
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_i_framtiden, krav_arenderatt, krav_text
from .arendetyper import Falt, Stegval
from .handling import handling, kontrollera_version
from .maskning import visningsnamn
from .typer import ARENDEROLLER, Andring


def nasta_nyckel(e: Arbetsenhet, kolumn: Any, prefix: str, siffror: int) -> str:
    """The next free key with a prefix: one more than the highest number that stands behind it."""
    hogst = 0
    for nyckel in e.session.scalars(select(kolumn).where(kolumn.startswith(prefix, autoescape=True))):
        if m := re.fullmatch("[0-9]{1,9}", nyckel[len(prefix) :]):  # a longer one is no number that we gave
            hogst = max(hogst, int(m[0]))
    return f"{prefix}{hogst + 1:0{siffror}d}"


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
    """A new kund, with a kundansvarig karriärvägledare (K 5.1). The key is given by the program."""
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
    with handling(e, "registrera_kund", "kund") as h:
        kund = Kund(
            nyckel=nasta_nyckel(e, Kund.nyckel, "K", 4),
            skydd=skydd or None,
            malgrupp=malgrupp,
            ekonomiskt_bistand=ekonomiskt_bistand,
            kundansvarig_id=ansvarig_id,
        )
        e.session.add(kund)
        e.session.flush()
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
    return h.andring


def hamta_kund(e: Arbetsenhet, nyckel: str) -> Kund:
    """The row of a kund by its key. Raises Nekad("okand_kund")."""
    kund = e.session.scalar(select(Kund).where(Kund.nyckel == nyckel))
    if kund is None:
        raise Nekad("okand_kund", f"Det finns ingen kund med nyckeln {nyckel}. Kontrollera nyckeln.")
    return kund


def besluta(
    e: Arbetsenhet,
    kund: str,
    sedd_version: int,
    kod: str,
    datum: date,
    motivering: str = "",
    parallell_bedomning: str = "",
    kriterium_uppfyllt: bool = True,
) -> Andring:
    """The decision to grant an insats (K 5.3).

    A criterion, an age or a target group that does not fit needs a motivation (regelverk §2), and an insats beside
    a running one an assessment (K 8.4).
    """
    krav_arenderatt(e)
    k = hamta_kund(e, kund)
    kontrollera_version(e, k, sedd_version, {})
    regel = e.regelverk.insats(kod, datum)
    if regel is None or regel.endast_historik:
        raise Nekad("kod", "Välj vilken insats beslutet gäller.", "kod")
    inte_i_framtiden(e, datum, "datum")
    if pagaende(e, k.id):
        parallell_bedomning = krav_text(parallell_bedomning, "Bedömning av parallella insatser", "parallell_bedomning")
    if not kriterium_uppfyllt or any(a.motivering for a, _ in avvikelser(e, k, regel, datum)):
        motivering = krav_text(motivering, "Motivering", "motivering")
    with handling(e, "besluta", "insats", "kund") as h:
        i = Insats(
            nyckel=nasta_nyckel(e, Insats.nyckel, f"{manad(datum)[:4]}-", 4),
            kund_id=k.id,
            kod=kod,
            kundval=regel.kundval,
            beslut=datum,
            historik=False,
            orsak_dold=False,
            beslut_motivering=motivering.strip() or None,
            parallell_bedomning=parallell_bedomning.strip() or None,
            skydd=k.skydd,
            kundansvarig_id=k.kundansvarig_id,
        )
        e.session.add(i)
        h.insats(i, hela_kunden=True)
    return h.andring


def pagaende(e: Arbetsenhet, kund_id: int) -> list[str]:
    """Keys of the kund's insatser that have no decided end and are not kept for statistics only."""
    return list(
        e.session.scalars(
            select(Insats.nyckel)
            .where(
                Insats.kund_id == kund_id,
                Insats.historik.is_(False),
                Insats.avslutstyp.is_(None),
                func.coalesce(Insats.slut, e.idag) >= e.idag,
            )
            .order_by(Insats.nyckel)
        )
    )


def avvikelser(e: Arbetsenhet, kund: Kund, regel: Insatsregel | None, dag: date) -> list[tuple[Avvikelse, str]]:
    """What the kund's age and target group say against an insats (None: against any), with its sentence."""
    grupp = e.regelverk.malgrupper().get(kund.malgrupp or "")
    identitet = e.session.get(Kundidentitet, kund.id)
    fynd = [alder_avvikelse(grupp, identitet.fodelsedatum if identitet else None, dag)]
    if regel is not None:
        fynd.append(malgrupp_avvikelse(regel, kund.malgrupp))
    return [(a, avvikelse_ord(a, grupp, regel.kod if regel else "")) for a in fynd if a is not None]


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


def formular_ny_kund(e: Arbetsenhet) -> Stegval:
    """The form that registers a kund; done by handlingar.utfor(e, "registrera_kund", "", "", 0, values)."""
    krav_arenderatt(e)
    ansvariga = e.session.execute(
        select(Handlaggare.anvandare, Handlaggare.namn)
        .where(Handlaggare.roll.in_(("karriarvagledare", "arbetsledare")))
        .order_by(Handlaggare.namn)
    ).all()
    return Stegval(
        "registrera_kund",
        "Ny kund",
        "Registrera kund",
        falt=(
            Falt("fornamn", "Förnamn", "text"),
            Falt("efternamn", "Efternamn", "text"),
            Falt("personnummer", "Personnummer", "text", kravs=False, hjalp="ÅÅÅÅMMDD-NNNN. Kan lämnas tomt."),
            Falt("fodelsedatum", "Födelsedatum", "datum", kravs=False, hjalp="Behövs inte om personnumret är ifyllt."),
            Falt("malgrupp", "Målgrupp", "val", val=tuple((k, g.namn) for k, g in e.regelverk.malgrupper().items())),
            Falt("ekonomiskt_bistand", "Har ekonomiskt bistånd", "ja_nej", varde="nej"),
            Falt("kundansvarig", "Kundansvarig", "val", kravs=False,
                 varde=e.aktor.anvandare if e.aktor.handlaggare_id else "", val=tuple((a, n) for a, n in ansvariga)),
            Falt("skydd", "Skyddade personuppgifter", "val", kravs=False,
                 val=(("", "Nej"), *((k, v.capitalize()) for k, v in SKYDDORD.items())),
                 hjalp="Namn och nummer döljs då överallt och visas bara för kundansvarig och arbetsledare."),
        ),
    )  # fmt: skip


def formular_ny_insats(e: Arbetsenhet, kund: str) -> Stegval:
    """The form of the beslut for a kund; done by handlingar.utfor(e, "besluta", "", kund, version, values)."""
    krav_arenderatt(e)
    k = hamta_kund(e, kund)
    andra = pagaende(e, k.id)
    varning = [(a, mening) for a, mening in avvikelser(e, k, None, e.idag)]
    koder = [r for r in e.regelverk.insatskoder().values() if not r.endast_historik]
    falt = [
        Falt("kod", "Insats", "val", val=tuple((r.kod, f"{insats_ord(r.kod)} – {r.namn}") for r in koder)),
        *(
            Falt(f"kriterium_{r.kod}", "Kriterium", "upplysning", kravs=False, varde=_upplysning(e, k, r),
                 visas_om=("kod", (r.kod,)))
            for r in koder
        ),
        Falt("kriterium_uppfyllt", "Kriteriet är uppfyllt", "val",
             val=(("ja", "Ja"), ("nej", "Nej, se motiveringen"))),
        Falt("datum", "Beslutsdatum", "datum", varde=e.idag.isoformat()),
        Falt("motivering", "Motivering", "stor_text", kravs=any(a.motivering for a, _ in varning),
             hjalp="Skriv varför insatsen beviljas. Krävs om ett kriterium inte är uppfyllt."),
    ]  # fmt: skip
    if andra:
        falt.append(
            Falt(
                "parallell_bedomning",
                "Bedömning av parallella insatser",
                "stor_text",
                hjalp=f"Kunden har redan {uppraknat(andra)}. Bedöm om kunden kan göra stegförflyttningar i båda.",
            )
        )
    return Stegval(
        "besluta",
        "Bevilja insats",
        "Spara beslut",
        mal=kund,
        sedd_version=k.version,
        falt=tuple(falt),
        varning=tuple(mening for _, mening in varning),
    )


def _upplysning(e: Arbetsenhet, k: Kund, r: Insatsregel) -> str:
    """What the karriärvägledare checks before granting it (K 2): criterion, goal, longest time, what is against."""
    ut = f"{r.kriterium}. Mål: {r.mal[0].lower()}{r.mal[1:]}. Högst {antal(r.max_manader or 0, 'månad', 'månader')}."
    mot = [mening for a, mening in avvikelser(e, k, r, e.idag) if a.kod.startswith("malgrupp")]
    return " ".join([ut, *mot])
