"""The forms of åtgärder, as the window shows them, and their way from text to the functions; done by
handlingar.utfor(e, code, "", mal, sedd_version, values).

`ny` is also for who has found a brist elsewhere: it begins with what is known there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare, Atgard, Atgardssteg
from ..rules import atgarder as r
from ..rules.sortering import sortnyckel
from ..texter.atgarder import BESLUTSORD, RESULTATORD, URSPRUNG, mellan_ord, slag_ord
from ..texter.datum import datum_langt
from . import atgarder, atgardsbeslut, atgardsbrev, atgardssteg
from .anordnarkort import avser_ord
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt, Stegval
from .aterkallelse import effektrader, valbara
from .atgardslista import atgarden, auktorisationsnummer, kommunicerad, punktval_med, som_regel, stegen, steget
from .atgardsmodell import atgardsmodell
from .atgardstyper import BESLUTAR, ROLLER, Atgardsuppgifter, Steguppgifter
from .formularvarden import Varden
from .handling import krav_roll
from .typer import Andring
from .uppfoljning import krav_skriver, planen

_MAL = re.compile(r"([0-9]{1,9})(?::(.*))?")
_UTAN_NAMN = "Det går till anordnaren: skriv inget namn på en kund."
_BESLUTAS = ("atgardssteg_besluta", "atgardssteg_avsla")


def formular(e: Arbetsenhet, kod: str, mal: str = "") -> Stegval:
    """`mal`: the number of the plan (atgard_skapa, and what `ny` adds), of the åtgärd (with ":slag" for
    atgardssteg_foresla), or of the step. Raises Nekad for what is not there."""
    gor, m = _FORMULAR.get(kod), _MAL.fullmatch(mal)
    if gor is None:
        raise Nekad("okant_steg", "Steget finns inte.")
    if kod in _BESLUTAS:
        krav_roll(e.aktor, BESLUTAR)
    elif kod == "atgardssteg_kommunicera":
        krav_roll(e.aktor, *ROLLER)
    else:
        krav_skriver(e)
    if m is None:
        raise Nekad("ingen_atgard", "Åtgärden finns inte. Hämta om listan.")
    return gor(e, int(m[1]), m[2] or "")


# --- A new one -----------------------------------------------------------------------------------------------------


def ny(e: Arbetsenhet, plan_id: int, anordnare_id: int = 0, **fran: str | int) -> Stegval:
    """A new åtgärd of an uppföljning, with what is known of the brist: `brist`, `ursprung`, `punkt_id`,
    `bedomning_id`, `besok_id`."""
    delar = [str(plan_id), str(anordnare_id or ""), *(str(fran.get(k, "") or "") for k in
             ("ursprung", "punkt_id", "bedomning_id", "besok_id"))]  # fmt: skip
    return _skapa(e, plan_id, ":".join(delar[1:]), str(fran.get("brist", "")))


def _skapa(e: Arbetsenhet, plan_id: int, mer: str, brist: str = "") -> Stegval:
    p, m = planen(e, plan_id), atgardsmodell()
    kant = dict(zip(("anordnare", "ursprung", "punkt", "bedomning", "besok"), mer.split(":"), strict=False))
    alla = sorted(e.session.execute(select(Anordnare.id, Anordnare.namn)), key=lambda a: sortnyckel(a.namn))
    if not alla:
        raise Nekad("anordnare", "Det finns ingen anordnare i registret. Lägg in den först.")
    punkter = tuple((str(i), namn) for i, namn in punktval_med(e, p.id, _nr(kant.get("punkt", "")) or None))
    senast, foljs_upp = atgardssteg.forslag_pa_dagar(e, e.idag)
    stegen_ = tuple((s.kod, s.namn) for s in m.steg)
    med_dagar, direkt = tuple(s.kod for s in m.steg if s.dagar), tuple(s.kod for s in m.steg[1:])
    return Stegval(
        "atgard_skapa", f"Ny åtgärd, {p.kundval} {p.ar}", "Lägg upp", mal=f"{plan_id}:{mer}", viktig=True,
        falt=(
            Falt("anordnare", "Anordnare", "lista", varde=kant.get("anordnare") or str(alla[0].id),
                 val=tuple((str(a.id), a.namn) for a in alla)),
            Falt("ursprung", "Hur bristen upptäcktes", "lista", varde=kant.get("ursprung") or "granskning",
                 val=tuple(URSPRUNG.items())),
            *((Falt("punkt", "Kontrollpunkt", "lista", kravs=False, varde=kant.get("punkt", ""),
                    val=(("", "Ingen särskild"), *punkter)),) if punkter else ()),
            Falt("konstaterad", "Konstaterad", "datum", varde=str(e.idag)),
            Falt("brist", "Vad som brister", "stor_text", varde=brist, hjalp=_UTAN_NAMN),
            Falt("slag", "Börjar med", "lista", varde=m.steg[0].kod, val=stegen_),
            Falt("hopp", "Varför steget tas direkt", "stor_text", visas_om=("slag", direkt)),
            Falt("skal", "Skäl", "stor_text", visas_om=("slag", direkt), hjalp="Står i brevet."),
            Falt("ska_goras", "Det här ska göras", "stor_text", visas_om=("slag", med_dagar)),
            *_dagar(senast, foljs_upp, ("slag", med_dagar)),
            Falt("galler_fran", "Återkallas från och med", "datum", varde=str(_forsta_i_manaden(e.idag)),
                 visas_om=("slag", (r.ATERKALLELSE,)), hjalp="Alla anordnarens auktorisationer som gäller då."),
            Falt("ansvarig", "Vem som följer upp", "text", varde=e.aktor.namn),
        ),
        hjalp="Brevet till anordnaren kommer när steget kommuniceras. Fram till dess går allt att ändra.",
    )  # fmt: skip


def _dagar(senast: date | None, foljs_upp: date | None, visas_om: tuple[str, tuple[str, ...]] | None = None
           ) -> tuple[Falt, ...]:  # fmt: skip
    m = atgardsmodell()
    mellan = mellan_ord(m.uppfoljning_minst, m.uppfoljning_hogst)
    return (
        Falt("senast", "Åtgärdas senast", "datum", varde=str(senast or ""), visas_om=visas_om),
        Falt("foljs_upp", "Följs upp", "datum", varde=str(foljs_upp or ""), visas_om=visas_om,
             hjalp=f"{mellan.capitalize()} efter att bristen konstaterades eller steget togs."),
    )  # fmt: skip


def _forsta_i_manaden(dag: date) -> date:
    """The first day of a month that is at least a month away."""
    nasta = (dag.replace(day=1) + timedelta(days=62)).replace(day=1)
    return nasta if (nasta - dag).days >= 28 else (nasta + timedelta(days=31)).replace(day=1)


# --- One that is there ---------------------------------------------------------------------------------------------


def _rubrik(e: Arbetsenhet, a: Atgard) -> str:
    return e.session.scalar(select(Anordnare.namn).where(Anordnare.id == a.anordnare_id)) or ""


def _andra(e: Arbetsenhet, nr: int, _: str) -> Stegval:
    a = atgarden(e, nr)
    falt: tuple[Falt, ...] = (Falt("ansvarig", "Vem som följer upp", "text", varde=a.ansvarig),)
    if not kommunicerad(e, a.id):
        punkter = tuple((str(i), namn) for i, namn in punktval_med(e, a.uppfoljning_id, a.punkt_id))
        falt = (
            Falt("brist", "Vad som brister", "stor_text", varde=a.brist, hjalp=_UTAN_NAMN),
            Falt("konstaterad", "Konstaterad", "datum", varde=str(a.konstaterad)),
            Falt("ursprung", "Hur bristen upptäcktes", "lista", varde=a.ursprung, val=tuple(URSPRUNG.items())),
            *((Falt("punkt", "Kontrollpunkt", "lista", kravs=False, varde=str(a.punkt_id or ""),
                    val=(("", "Ingen särskild"), *punkter)),) if punkter else ()),
            *falt,
        )  # fmt: skip
    return Stegval("atgard_andra", f"Åtgärd: {_rubrik(e, a)}", "Spara", mal=str(nr), sedd_version=a.version, falt=falt)


def _makulera(e: Arbetsenhet, nr: int, _: str) -> Stegval:
    a = atgarden(e, nr)
    return Stegval(
        "atgard_makulera", f"Makulera: {_rubrik(e, a)}", "Makulera", mal=str(nr), sedd_version=a.version,
        falt=(Falt("skal", "Skäl", "stor_text"),), hjalp="Åtgärden finns kvar i listan, med skälet.",
    )  # fmt: skip


def _foresla(e: Arbetsenhet, nr: int, slag: str) -> Stegval:
    a, m = atgarden(e, nr), atgardsmodell()
    if m.niva(slag) < 0:
        raise Nekad("slag", "Steget finns inte.")
    regel = som_regel(stegen(e, [a.id]).get(a.id, []))
    s = m.slag(slag)
    falt: list[Falt] = []
    if r.direkt(m, regel, slag):
        falt.append(Falt("hopp", "Varför steget tas direkt", "stor_text",
                         hjalp="Steget är inte det som följer på uppföljningen."))  # fmt: skip
    falt.append(Falt("skal", "Skäl", "stor_text", kravs=slag != r.BEGARAN, hjalp=_UTAN_NAMN))
    if s.dagar:
        senast, foljs_upp = atgardssteg.forslag_pa_dagar(e, e.idag)
        falt += [Falt("ska_goras", "Det här ska göras", "stor_text"), *_dagar(senast, foljs_upp)]
    if slag == r.ATERKALLELSE:
        falt += _aterkallas(e, a, _forsta_i_manaden(e.idag), ())
    beslut = " eller ".join(BESLUTSORD[x].lower() for x in s.beslutas_av)
    return Stegval(
        "atgardssteg_foresla", f"{s.namn}: {_rubrik(e, a)}", "Föreslå" if s.beslutas_av else "Spara",
        mal=f"{nr}:{slag}", sedd_version=a.version, falt=tuple(falt), viktig=True,
        hjalp=f"{beslut.capitalize()} beslutar, någon annan än du." if beslut else "",
    )  # fmt: skip


def _aterkallas(e: Arbetsenhet, a: Atgard, dag: date, valda: tuple[int, ...]) -> list[Falt]:
    har = valbara(e, a.anordnare_id, max(dag, e.idag + timedelta(days=1)))
    if not har:
        raise Nekad("ingen", "Anordnaren har ingen auktorisation att återkalla.")
    return [
        Falt("galler_fran", "Återkallas från och med", "datum", varde=str(dag), hjalp="Första dagen utan."),
        *(Falt(f"auktorisation_{x.id}", avser_ord(x.avser), "ja_nej",
               varde="ja" if not valda or x.id in valda else "nej") for x in har),
    ]  # fmt: skip


def _folj_upp(e: Arbetsenhet, nr: int, _: str) -> Stegval:
    a = atgarden(e, nr)
    return Stegval(
        "atgard_folj_upp", f"Följ upp: {_rubrik(e, a)}", "Spara", mal=str(nr), sedd_version=a.version, viktig=True,
        falt=(
            Falt("brist", "", "upplysning", kravs=False, varde=a.brist),
            Falt("datum", "Uppföljd den", "datum", varde=str(e.idag)),
            Falt("resultat", "Bristen är", "val", val=((r.AVHJALPT, "Avhjälpt"), (r.KVARSTAR, "Kvarstår"))),
            Falt("skal", "Vad uppföljningen visade", "stor_text", hjalp=f"Står i brevet. {_UTAN_NAMN}"),
        ),
    )  # fmt: skip


def _stegets_falt(e: Arbetsenhet, s: Atgardssteg) -> tuple[Falt, ...]:
    if s.slag == r.UPPFOLJNING:
        return (
            Falt("resultat", "Bristen är", "val", varde=s.resultat, val=tuple(RESULTATORD.items())),
            Falt("skal", "Vad uppföljningen visade", "stor_text", varde=s.skal),
        )
    falt = [Falt("hopp", "Varför steget tas direkt", "stor_text", varde=s.hopp)] if s.hopp else []
    falt.append(Falt("skal", "Skäl", "stor_text", varde=s.skal, kravs=s.slag != r.BEGARAN or bool(s.rattar)))
    if atgardsmodell().slag(s.slag).dagar:
        falt += [Falt("ska_goras", "Det här ska göras", "stor_text", varde=s.ska_goras),
                 *_dagar(s.senast, s.foljs_upp)]  # fmt: skip
    if s.slag == r.ATERKALLELSE and s.galler_fran is not None:
        falt += _aterkallas(e, atgarden(e, s.atgard_id), s.galler_fran, auktorisationsnummer(s.auktorisationer))
    return tuple(falt)


def _stegets_rubrik(e: Arbetsenhet, s: Atgardssteg) -> str:
    return f"{slag_ord(atgardsmodell(), s.slag)}, {_rubrik(e, atgarden(e, s.atgard_id))}"


def _andra_steg(e: Arbetsenhet, nr: int, _: str) -> Stegval:
    s = steget(e, nr)
    return Stegval("atgardssteg_andra", f"Ändra: {_stegets_rubrik(e, s)}", "Spara", mal=str(nr),
                   sedd_version=s.version, falt=_stegets_falt(e, s))  # fmt: skip


def _ta_bort_steg(e: Arbetsenhet, nr: int, _: str) -> Stegval:
    s = steget(e, nr)
    return Stegval("atgardssteg_ta_bort", f"Ta bort: {_stegets_rubrik(e, s)}", "Ta bort", mal=str(nr),
                   sedd_version=s.version, hjalp="Anordnaren har inte fått det.")  # fmt: skip


def _ratta(e: Arbetsenhet, nr: int, _: str) -> Stegval:
    s = steget(e, nr)
    falt = [f if f.namn != "skal" or f.kravs else Falt("skal", "Skäl", "stor_text", varde=f.varde)
            for f in _stegets_falt(e, s) if f.namn != "hopp"]  # fmt: skip
    return Stegval(
        "atgardssteg_ratta", f"Rätta: {_stegets_rubrik(e, s)}", "Rätta", mal=str(nr), sedd_version=s.version,
        falt=tuple(falt), hjalp="Det blir ett nytt steg, som ersätter det här när det är kommunicerat.",
    )  # fmt: skip


def _kommunicera(e: Arbetsenhet, nr: int, _: str) -> Stegval:
    s = steget(e, nr)
    return Stegval(
        "atgardssteg_kommunicera", f"Kommunicera: {_stegets_rubrik(e, s)}", "Kommunicera", mal=str(nr),
        sedd_version=s.version, viktig=True,
        hjalp="Brevet får sitt nummer och sparas som det är. Därefter ändras varken det eller steget.",
    )  # fmt: skip


def _besluta(e: Arbetsenhet, nr: int, _: str) -> Stegval:
    s = steget(e, nr)
    if s.lage != r.FORESLAGET:
        raise Nekad("lage", "Steget väntar inte på något beslut. Hämta om åtgärden.")
    far = atgardsmodell().slag(s.slag).beslutas_av
    eget = s.foreslagen_av == e.aktor.anvandare
    val = tuple((x, BESLUTSORD[x]) for x in far if not (eget and x == r.ARBETSLEDARE))
    if not val:
        raise Nekad("eget", "Du har föreslagit steget. Någon annan beslutar det.")
    x = atgardsbeslut.effekter(e, nr)
    visas = ("beslutsfattare", (r.NAMND,)) if r.ARBETSLEDARE in dict(val) else None
    return Stegval(
        "atgardssteg_besluta", f"Besluta: {_stegets_rubrik(e, s)}", "Besluta", mal=str(nr), sedd_version=s.version,
        viktig=True, varning=("Det här händer när du beslutar:", *effektrader(x)) if x is not None else (),
        falt=(
            Falt("skalet", "", "upplysning", kravs=False, varde=s.skal),
            Falt("beslutsfattare", "Beslutat av", "lista", varde=val[0][0], val=val),
            Falt("datum", "Beslutat den", "datum", varde=str(e.idag)),
            *((Falt("diarienummer", "Paragraf eller diarienummer", "text", visas_om=visas),)
              if r.NAMND in dict(val) else ()),
        ),
        hjalp=f"Föreslaget {datum_langt(s.datum)}." + (" Du föreslog det, så du kan bara föra in nämndens beslut."
                                                        if eget else ""),
    )  # fmt: skip


def _avsla(e: Arbetsenhet, nr: int, _: str) -> Stegval:
    s = steget(e, nr)
    return Stegval("atgardssteg_avsla", f"Avslå: {_stegets_rubrik(e, s)}", "Avslå", mal=str(nr),
                   sedd_version=s.version, falt=(Falt("skal", "Skäl", "stor_text"),))  # fmt: skip


_FORMULAR: dict[str, Callable[[Arbetsenhet, int, str], Stegval]] = {
    "atgard_skapa": _skapa,
    "atgard_andra": _andra,
    "atgard_makulera": _makulera,
    "atgard_folj_upp": _folj_upp,
    "atgardssteg_foresla": _foresla,
    "atgardssteg_andra": _andra_steg,
    "atgardssteg_ta_bort": _ta_bort_steg,
    "atgardssteg_ratta": _ratta,
    "atgardssteg_kommunicera": _kommunicera,
    "atgardssteg_besluta": _besluta,
    "atgardssteg_avsla": _avsla,
}


# --- From text -----------------------------------------------------------------------------------------------------


def _las_steg(x: Varden) -> Steguppgifter:
    valda = tuple(_nr(n.rpartition("_")[2]) for n in x if n.startswith("auktorisation_") and x.janej(n))
    finns = any(n.startswith("auktorisation_") for n in x)
    if finns and not valda:
        raise Nekad("ingen", "Välj vad som återkallas.", next(n for n in x if n.startswith("auktorisation_")))
    return Steguppgifter(
        x.text("skal"), x.text("hopp"), x.text("ska_goras"), x.datum_eller_inget("senast"),
        x.datum_eller_inget("foljs_upp"), x.datum_eller_inget("galler_fran"), valda, x.datum_eller_inget("datum"),
    )  # fmt: skip


def _nr(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _gor_skapa(e: Arbetsenhet, m: str, x: Varden) -> Andring:
    plan_id, _, mer = m.partition(":")
    kant = [*mer.split(":"), "", "", "", "", ""]
    u = Atgardsuppgifter(
        x.text("brist"), x.datum("konstaterad"), x.text("ansvarig"), x.text("ursprung") or "granskning",
        _nr(x.text("punkt")), _nr(kant[3]), _nr(kant[4]),
    )  # fmt: skip
    slag = x.text("slag") or r.BEGARAN
    return atgarder.skapa(e, _nr(plan_id), _nr(x.text("anordnare")), u, slag, _las_steg(x))


def _gor_andra(e: Arbetsenhet, nr: int, version: int, x: Varden) -> Andring:
    a = atgarden(e, nr)
    u = Atgardsuppgifter(
        x.text("brist") if "brist" in x else a.brist,
        x.datum("konstaterad") if "konstaterad" in x else a.konstaterad, x.text("ansvarig"),
        x.text("ursprung") or a.ursprung, _nr(x.text("punkt")) if "punkt" in x else a.punkt_id or 0,
        a.bedomning_id or 0, a.besok_id or 0,
    )  # fmt: skip
    return atgarder.andra(e, nr, version, u)


UTFOR: dict[str, Callable[[Arbetsenhet, str, int, Varden], Andring]] = {
    "atgard_skapa": lambda e, m, v, x: _gor_skapa(e, m, x),
    "atgard_andra": lambda e, m, v, x: _gor_andra(e, _nr(m), v, x),
    "atgard_makulera": lambda e, m, v, x: atgarder.makulera(e, _nr(m), v, x.text("skal")),
    "atgard_folj_upp": lambda e, m, v, x: atgardssteg.folj_upp(
        e, _nr(m), v, x.datum("datum"), x.text("resultat"), x.text("skal")
    ),
    "atgardssteg_foresla": lambda e, m, v, x: atgardssteg.foresla(
        e, _nr(m.partition(":")[0]), v, m.partition(":")[2], _las_steg(x)
    ),
    "atgardssteg_andra": lambda e, m, v, x: atgardssteg.andra_steg(e, _nr(m), v, _las_steg(x), x.text("resultat")),
    "atgardssteg_ta_bort": lambda e, m, v, x: atgardssteg.ta_bort_steg(e, _nr(m), v),
    "atgardssteg_ratta": lambda e, m, v, x: atgardssteg.ratta(e, _nr(m), v, _las_steg(x), x.text("resultat")),
    "atgardssteg_kommunicera": lambda e, m, v, x: atgardsbrev.kommunicera(e, _nr(m), v),
    "atgardssteg_besluta": lambda e, m, v, x: atgardsbeslut.besluta(
        e, _nr(m), v, x.text("beslutsfattare"), x.datum("datum"), x.text("diarienummer")
    ),
    "atgardssteg_avsla": lambda e, m, v, x: atgardsbeslut.avsla(e, _nr(m), v, x.text("skal")),
}
