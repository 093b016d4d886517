"""What an arbetsledare needs to decide about förlängningar, in one place (K 11)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from ..fel import Nekad
from ..models import (
    Anordnare,
    Brist,
    Forlangning,
    Frist,
    Handlaggare,
    Insats,
    Kundidentitet,
    Rapportinnehall,
)
from ..rules.rapporttyper import PROGRESSION, Innehall
from ..rules.regelverk import Insatsregel
from ..rules.steg import Lage, rapportmanader
from ..rules.trafikljus import antal_kvar, oppet_ljus
from ..texter.brister import BEDOMNINGORD, brist_ord
from ..texter.datum import antal, datum_kort, datum_langt, frist_ord, manad_ar
from ..texter.kronor import kronor
from ..texter.meningar import insats_ord
from .arbetsenhet import Arbetsenhet
from .arendelage import hamta_insats, lage_for
from .arendetyper import Falt, Stegval
from .brister import KOD
from .flode_forlangning import EGEN_BEGARAN, forlangning_rad, har_begart, regel
from .forlangningstyper import Forlangningslista, Forlangningsrad, Forlangningsvy, Manadsprogression
from .handling import krav_roll
from .maskning import visningsnamn
from .typer import ARENDEROLLER

SENASTE = 3
"""Reports whose progression is shown."""


def far_besluta(e: Arbetsenhet) -> bool:
    return e.aktor.har("arbetsledare")


def lista(e: Arbetsenhet) -> Forlangningslista:
    """Requests that wait for a decision, the one that is due first on top; nothing for other roles."""
    if not far_besluta(e):
        return Forlangningslista()
    q = _fraga().where(
        Forlangning.beslutad.is_(None),
        Forlangning.begard <= e.idag,
        Insats.avslutstyp.is_(None),
        Insats.historik.is_(False),
    )
    rader = sorted((_rad(e, r) for r in e.session.execute(q)), key=lambda r: (r.forfaller, r.insats))
    return Forlangningslista(tuple(rader), True)


def _fraga() -> Any:
    f = Forlangning
    return (
        select(
            f.begard, f.atersand, f.kompletterad, Insats.nyckel, Insats.kod, Insats.skydd,
            Insats.id.label("insats_id"),
            Kundidentitet.fornamn, Kundidentitet.efternamn, Anordnare.namn.label("anordnare"),
            Handlaggare.namn.label("begard_av"),
        )
        .join(Insats, Insats.id == f.insats_id)
        .outerjoin(Kundidentitet, Kundidentitet.kund_id == Insats.kund_id)
        .outerjoin(Anordnare, Anordnare.id == Insats.anordnare_id)
        .outerjoin(Handlaggare, Handlaggare.id == f.begard_av_id)
    )  # fmt: skip


def _rad(e: Arbetsenhet, r: Any) -> Forlangningsrad:
    """The light is that of the stored frist. One without (the insats is over) is as late as can be."""
    frist = e.session.execute(
        select(Frist.forfaller, Frist.gul_kvar).where(
            Frist.insats_id == r.insats_id, Frist.kod == "forlangning", Frist.avser == r.begard.isoformat()
        )
    ).one_or_none()
    forfaller = frist.forfaller if frist else r.begard
    ljus = oppet_ljus(forfaller, frist.gul_kvar if frist else 2, e.idag)
    return Forlangningsrad(
        insats=r.nyckel,
        begard=r.begard,
        kund=visningsnamn(r.fornamn, r.efternamn, r.skydd, f"Ärende {r.nyckel}"),
        skyddad=r.skydd is not None,
        insatskod=insats_ord(r.kod),
        anordnare=r.anordnare or "",
        begard_av=r.begard_av or "",
        forfaller=forfaller,
        ljus=ljus,
        ord=frist_ord(ljus, antal_kvar(forfaller, e.idag), forfaller, e.idag),
        ute=r.atersand is not None and r.kompletterad is None,
    )


# --- One of them ---------------------------------------------------------------------------------------------------


def hamta(e: Arbetsenhet, insats: str, begard: str) -> Forlangningsvy:
    """All that is needed to decide one request. Raises Nekad for another role, or if it has been decided."""
    krav_roll(e.aktor, "arbetsledare")
    i = hamta_insats(e, insats)
    f = forlangning_rad(e, i.id, begard)
    if f is None or f.beslutad is not None:
        raise Nekad("forlangning_saknas", "Begäran är redan avgjord. Hämta om listan.")
    rad = _rad(e, e.session.execute(_fraga().where(Forlangning.id == f.id)).one())
    x = lage_for(e, i)
    beviljade = sum(b.beviljad for b in x.fakta.forlangningar)
    nytt = x.ramar.slut_med(beviljade + 1)
    insatsregel = e.regelverk.insats(i.kod, i.start)
    aterkom = f.atersand_skal if f.atersand else None
    egen = har_begart(e, f)
    nej = _hinder(e, x, rad, beviljade)
    return Forlangningsvy(
        rad=rad,
        version=f.version,
        insatsnamn=insatsregel.namn if insatsregel else "",
        motivering=f.motivering or "",
        mal=f.mal or "",
        tid=_tid(x, i, insatsregel, nytt),
        tidigare=_tidigare(e, i, f),
        kostnad=_kostnad(e, i, x.ramar.slut_nu, nytt),
        progression=_progression(e, i, x),
        brister=_brister(e, i),
        atersand=f"{datum_langt(f.atersand)}: {aterkom}" if f.atersand and aterkom else "",
        egen=EGEN_BEGARAN if egen else "",
        steg=None if egen else _formular(e, f, rad, nej),
    )


def _formular(e: Arbetsenhet, f: Forlangning, rad: Forlangningsrad, nej: str) -> Stegval:
    """Only what can be decided is offered; `nej` says why it cannot be granted."""
    val = [] if nej else [("beviljad", "Bevilja en månad")]
    val.append(("avslag", "Avslå"))
    if not rad.ute:
        val.append(("atersand", "Återsänd för komplettering"))
    return Stegval(
        "forlangning_besluta",
        "Beslut",
        "Spara beslutet",
        mal=rad.mal,
        sedd_version=f.version,
        falt=(
            Falt("beslut", "Beslut", "val", val=tuple(val)),
            Falt(
                "skal", "Skäl", "stor_text", kravs=False, hjalp="Krävs vid avslag och återsändning. Står i beslutet."
            ),
            Falt("datum", "Datum", "datum", varde=e.idag.isoformat()),
        ),
        varning=(nej,) if nej else (),
    )


def _hinder(e: Arbetsenhet, x: Lage, rad: Forlangningsrad, beviljade: int) -> str:
    r = regel(e)
    if x.fakta.avslutstyp:
        return "Insatsen är avslutad och kan inte förlängas."
    if r and beviljade >= r.max_antal:
        return f"Insatsen har redan förlängts {antal(beviljade, 'gång', 'gånger')}, det högsta som rutinerna tillåter."
    if x.slut_passerat:
        return "Slutdatum har passerat. En förlängning beslutas före slutdatum."
    return "Begäran är återsänd och väntar på komplettering." if rad.ute else ""


def _tid(x: Lage, i: Insats, r: Insatsregel | None, nytt: date | None) -> tuple[tuple[str, str], ...]:
    slut = x.ramar.slut_nu
    ut = [("Start", datum_langt(i.start) if i.start else "–")]
    if i.start is not None and slut is not None:
        anvand = (min(x.idag, slut) - i.start).days + 1
        kvar = (slut - x.idag).days
        ut.append(("Använd tid", f"{max(anvand, 0)} av {(slut - i.start).days + 1} dagar"))
        ut.append(("Kvar", f"{kvar} dag{'' if kvar == 1 else 'ar'}" if kvar >= 0 else "Slutdatum har passerat"))
        ut.append(("Slutdatum nu", datum_langt(slut)))
    if nytt is not None:
        ut.append(("Nytt slutdatum", datum_langt(nytt)))
    if r is not None and r.max_manader:
        ut.append(("Längsta tid", f"{r.max_manader} månader enligt insatsens regler"))
    if r is not None and r.mal:
        ut.append(("Mål med insatsen", r.mal))
    return tuple(ut)


def _tidigare(e: Arbetsenhet, i: Insats, denna: Forlangning) -> tuple[str, ...]:
    """Earlier requests of the insats, one sentence each."""
    ut = []
    for f in e.session.scalars(
        select(Forlangning)
        .where(Forlangning.insats_id == i.id, Forlangning.id != denna.id)
        .order_by(Forlangning.begard)
    ):
        if f.beslutad is None:
            continue
        vad = "Beviljad" if f.beslut == "beviljad" else "Avslagen"
        skal = f" {f.beslut_skal}" if f.beslut_skal else ""
        ut.append(f"{vad} {datum_langt(f.beslutad)}, begärd {datum_kort(f.begard, e.idag)}.{skal}")
    return tuple(ut)


def _kostnad(e: Arbetsenhet, i: Insats, slut: date | None, nytt: date | None) -> tuple[tuple[str, str], ...]:
    """The amount of the month by the rule set, and what the förlängning would cost at most: one month's amount."""
    belopp = e.regelverk.belopp(i.kundval, nytt or slut or e.idag)
    if belopp is None:
        return (("Månadsbelopp", "saknas i regelverket"),)
    return (
        ("Månadsbelopp", kronor(belopp)),
        ("Förlängningen kostar", f"högst {kronor(belopp)} för en månad"),
    )


def _progression(e: Arbetsenhet, i: Insats, x: Lage) -> tuple[Manadsprogression, ...]:
    """The latest three månadsrapporter, newest first: what they say of progression, as they came in last."""
    senast: dict[str, Any] = {}
    r = Rapportinnehall
    for inkommet in e.session.execute(
        select(r.avser, r.innehall, r.progression).where(r.insats_id == i.id, r.slag == "rapport").order_by(r.omgang)
    ):
        senast[inkommet.avser] = inkommet
    inne = {y.manad for y in x.fakta.rapporter if y.klarmarkerad}
    manader = sorted({*inne, *senast} & set(rapportmanader(x)), reverse=True)[:SENASTE]
    ut = []
    for m in manader:
        rad: Any = senast.get(m)
        text = Innehall.fran_json(rad.innehall).text(PROGRESSION).strip() if rad else ""
        if not text:
            text = "Avsnittet är tomt." if rad else "Rapporten är inne, men texten finns inte här."
        ut.append(Manadsprogression(m, manad_ar(m), text, (rad.progression or "") if rad else ""))
    return tuple(ut)


def _brister(e: Arbetsenhet, i: Insats) -> tuple[str, ...]:
    """Brister of the anordnare in this insats: open ones first, then those that somebody has judged."""
    ut = []
    for avser, utlost in e.session.execute(
        select(Frist.avser, Frist.utlost)
        .where(Frist.insats_id == i.id, Frist.kod == KOD, Frist.utlost <= e.idag)
        .order_by(Frist.utlost)
    ):
        kod, _, vad = avser.partition(":")
        ut.append(f"{_stor(brist_ord(kod, vad))}, att bedöma sedan {datum_kort(utlost, e.idag)}")
    q = select(Brist).where(Brist.insats_id == i.id, Brist.avslutad.is_not(None)).order_by(Brist.fran)
    ut += [
        f"{_stor(brist_ord(b.kod, b.avser))}: {BEDOMNINGORD.get(b.bedomning or '', '').lower()}"
        for b in e.session.scalars(q)
    ]
    return tuple(ut)


def _stor(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def forhandsgranska(e: Arbetsenhet, insats: str, begard: str, beslut: str, skal: str) -> bytes:
    """The decision as it would be printed if it were made today; stores nothing and takes no number."""
    from .documents import utfardande
    from .documents.forlangningsunderlag import bygg_underlag

    krav_roll(e.aktor, "arbetsledare")
    i = hamta_insats(e, insats)
    f = forlangning_rad(e, i.id, begard)
    if f is None or f.beslutad is not None:
        raise Nekad("forlangning_saknas", "Begäran är redan avgjord. Hämta om listan.")
    x = lage_for(e, i)
    n = sum(b.beviljad for b in x.fakta.forlangningar) + 1
    slut = (x.ramar.slut_nu, x.ramar.slut_med(n))
    return utfardande.forhandsgranska(e, bygg_underlag(e, i, f, slut, n, (beslut, e.idag, skal.strip())))


def senaste_beslut(e: Arbetsenhet, insats: str) -> int:
    """Id of the decision printed last in a case. Raises Nekad if there is none."""
    from .documents import utfardande
    from .documents.forlangningsbeslut import Forlangningsunderlag

    krav_roll(e.aktor, *ARENDEROLLER)
    i = hamta_insats(e, insats)
    senaste = utfardande.senaste(e, i, Forlangningsunderlag)
    if senaste is None:
        raise Nekad("finns_inte", f"Inget beslut om förlängning är utfärdat för {insats}.")
    return senaste.id
