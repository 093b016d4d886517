"""The steps of an åtgärd: the one that comes next is proposed, the follow-up said, what is not communicated changed or
taken away, and what was wrong corrected by another of the same kind."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from ..fel import Nekad
from ..models import Atgard, Atgardssteg
from ..rules import atgarder as r
from ..rules.kalender import plus_arbetsdagar, rulla
from ..texter.atgarder import mellan_ord
from ..texter.datum import datum_langt
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_i_framtiden, krav_text, rimligt
from .atgardslista import DEL, ORORD, atgarden, krav_oppen, som_regel, stegen, steget
from .atgardsmodell import atgardsmodell
from .atgardstyper import Steguppgifter
from .fritext import till_anordnaren
from .handling import Pagaende, handling, kontrollera_version, redan_gjord
from .typer import Andring
from .uppfoljning import krav_skriver

_ATERKALLAD = "En återkallad auktorisation rättas i registret över anordnare, med en ny."


def forslag_pa_dagar(e: Arbetsenhet, fran: date) -> tuple[date, date]:
    """By when it is remedied, and when followed up, as a form begins: after one month and two, on arbetsdagar."""
    minst, hogst = r.uppfoljningstid(atgardsmodell(), fran)
    forst = max(minst, e.idag)
    senast = min(rulla(forst), hogst)
    return senast, min(plus_arbetsdagar(senast, 20), hogst)


def krav_dagar(e: Arbetsenhet, fran: date, senast: date | None, foljs_upp: date | None) -> None:
    """Raises Nekad for dates that the ladder does not allow, counted from the day of the step."""
    if senast is None or foljs_upp is None:
        raise Nekad("saknas", "Fyll i ett datum.", "senast" if senast is None else "foljs_upp")
    for falt, d in (("senast", senast), ("foljs_upp", foljs_upp)):
        rimligt(d, falt)
    if senast < e.idag:
        raise Nekad("varit", "Dagen har redan varit. Välj en dag som kommer.", "senast")
    m = atgardsmodell()
    minst, hogst = r.uppfoljningstid(m, fran)
    if hogst < e.idag:
        raise Nekad(
            "uppfoljningstid",
            f"Bristen skulle ha följts upp senast den {datum_langt(hogst)}. Följ upp den, eller ta ett annat steg "
            "direkt.",
            "foljs_upp",
        )
    if not minst <= foljs_upp <= hogst:
        inom = mellan_ord(m.uppfoljning_minst, m.uppfoljning_hogst)
        raise Nekad(
            "uppfoljningstid",
            f"En brist följs upp inom {inom}: välj en dag från och med {datum_langt(minst)} till och med "
            f"{datum_langt(hogst)}.",
            "foljs_upp",
        )
    if foljs_upp < senast:
        raise Nekad("ordning", "Det följs upp tidigast den dag då det ska vara åtgärdat.", "foljs_upp")


def nytt_steg(
    e: Arbetsenhet, h: Pagaende, a: Atgard, slag: str, u: Steguppgifter, *, fran: date | None = None, rattar: int = 0
) -> Atgardssteg:
    """Within an action. `fran`: the day that the dates count from, today if none. Raises Nekad for what the ladder
    does not allow."""
    m = atgardsmodell()
    if m.niva(slag) < 0:
        raise Nekad("slag", f"Välj ett steg: {', '.join(s.namn.lower() for s in m.steg)}.", "slag")
    rader = stegen(e, [a.id]).get(a.id, [])
    regel, s = som_regel(rader), m.slag(slag)
    if r.pagar(regel) is not None:
        raise Nekad("pagar", "Ett steg är redan på gång. Kommunicera det, eller ta bort det, först.")
    skal = u.skal.strip() if slag == r.BEGARAN and not rattar else krav_text(u.skal, "Skälet", "skal")
    hopp = ""
    if not rattar and r.direkt(m, regel, slag):
        hopp = krav_text(u.hopp, "Varför steget tas direkt", "hopp")
    dag = fran or e.idag
    steg = Atgardssteg(
        atgard_id=a.id, nummer=_nasta_nummer(e, a.id), slag=slag, datum=dag,
        lage=r.FORESLAGET if s.beslutas_av else r.UTKAST,
        skal=skal, hopp=hopp, foreslagen_av=e.aktor.anvandare, rattar=rattar,
    )  # fmt: skip
    if s.dagar:
        krav_dagar(e, dag, u.senast, u.foljs_upp)
        steg.ska_goras = krav_text(u.ska_goras, "Det som ska göras", "ska_goras")
        steg.senast, steg.foljs_upp = u.senast, u.foljs_upp
    if slag == r.ATERKALLELSE:
        from .aterkallelse import krav_valbara

        steg.galler_fran = u.galler_fran
        steg.auktorisationer = ",".join(str(n) for n in krav_valbara(e, a.anordnare_id, u))
    for falt in ("skal", "hopp", "ska_goras"):
        till_anordnaren(getattr(steg, falt) or "", falt)
    e.session.add(steg)
    if len(rader):
        h.ny_version(a, ORORD)
    return steg


def foresla(e: Arbetsenhet, atgard_id: int, sedd_version: int, slag: str, u: Steguppgifter) -> Andring:
    """The next step of the ladder, or another with a reason. One that the ladder has decided by others waits for
    them."""
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    a = atgarden(e, atgard_id)
    kontrollera_version(e, a, sedd_version, {})
    krav_oppen(e, a)
    with handling(e, "atgardssteg_foresla", DEL) as h:
        nytt_steg(e, h, a, slag, u)
    return h.andring


def folj_upp(e: Arbetsenhet, atgard_id: int, sedd_version: int, dag: date, resultat: str, kommentar: str) -> Andring:
    """What the follow-up showed: the brist is remedied, or remains."""
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    a = atgarden(e, atgard_id)
    kontrollera_version(e, a, sedd_version, {})
    krav_oppen(e, a)
    regel = som_regel(stegen(e, [a.id]).get(a.id, []))
    nu = r.star(regel)
    if r.pagar(regel) is not None:
        raise Nekad("pagar", "Ett steg är redan på gång. Kommunicera det, eller ta bort det, först.")
    if nu is None:
        raise Nekad("inget", "Anordnaren har inte fått något att åtgärda än.")
    kommentar = _prova_uppfoljning(e, dag, nu.datum, resultat, kommentar)
    with handling(e, "atgard_folj_upp", DEL) as h:
        _lagg_uppfoljning(e, h, a, dag, resultat, kommentar)
    return h.andring


def _prova_uppfoljning(e: Arbetsenhet, dag: date, efter: date, resultat: str, kommentar: str) -> str:
    inte_i_framtiden(e, dag, "datum")
    if dag < efter:
        raise Nekad("ordning", f"Dagen ligger före det som följs upp, {datum_langt(efter)}.", "datum")
    if resultat not in (r.AVHJALPT, r.KVARSTAR):
        raise Nekad("resultat", "Välj om bristen är avhjälpt eller kvarstår.", "resultat")
    return till_anordnaren(krav_text(kommentar, "Vad uppföljningen visade", "skal"), "skal")


def _lagg_uppfoljning(
    e: Arbetsenhet, h: Pagaende, a: Atgard, dag: date, resultat: str, kommentar: str, rattar: int = 0
) -> None:
    e.session.add(
        Atgardssteg(
            atgard_id=a.id, nummer=_nasta_nummer(e, a.id), slag=r.UPPFOLJNING, lage=r.UTKAST, datum=dag,
            skal=kommentar, resultat=resultat, foreslagen_av=e.aktor.anvandare, rattar=rattar,
        )
    )  # fmt: skip
    h.ny_version(a, ORORD)


def _nasta_nummer(e: Arbetsenhet, atgard_id: int) -> int:
    """One that has been taken away leaves its number free: nobody has been told of it."""
    s = Atgardssteg
    return (e.session.scalar(select(func.max(s.nummer)).where(s.atgard_id == atgard_id)) or 0) + 1


def _last(s: Atgardssteg, vad: str) -> str:
    """Why a step stands, and what is done instead."""
    if s.slag == r.ATERKALLELSE and s.lage in (r.BESLUTAT, r.KOMMUNICERAT):
        return f"Beslutet {vad}. {_ATERKALLAD}"
    i_stallet = {
        r.BESLUTAT: "beslutat och {}. Kommunicera det, och rätta det sedan med ett nytt.",
        r.AVSLAGET: "avslaget och {}. Föreslå det igen.",
    }.get(s.lage, "kommunicerat och {}. Rätta det med ett nytt.")
    return f"Steget är {i_stallet.format(vad)}"


def andra_steg(e: Arbetsenhet, steg_id: int, sedd_version: int, u: Steguppgifter, resultat: str = "") -> Andring:
    """One that is not decided or communicated yet. Whoever changes it is who proposes it."""
    krav_skriver(e)
    s = steget(e, steg_id)
    a = atgarden(e, s.atgard_id)
    mina: dict[str, object] = {"skal": u.skal.strip(), "ska_goras": u.ska_goras.strip(), "senast": u.senast,
                               "foljs_upp": u.foljs_upp}  # fmt: skip
    kontrollera_version(e, s, sedd_version, mina)
    if s.lage not in (r.UTKAST, r.FORESLAGET):
        raise Nekad("last", _last(s, "ändras inte"))
    ny: dict[str, object] = {"skal": u.skal.strip() if s.slag == r.BEGARAN else krav_text(u.skal, "Skälet", "skal")}
    if s.slag == r.UPPFOLJNING:
        if resultat not in (r.AVHJALPT, r.KVARSTAR):
            raise Nekad("resultat", "Välj om bristen är avhjälpt eller kvarstår.", "resultat")
        ny["resultat"] = resultat
    if s.hopp:
        ny["hopp"] = krav_text(u.hopp, "Varför steget tas direkt", "hopp")
    if s.slag != r.UPPFOLJNING and atgardsmodell().slag(s.slag).dagar:
        krav_dagar(e, s.datum, u.senast, u.foljs_upp)
        ny |= {"ska_goras": krav_text(u.ska_goras, "Det som ska göras", "ska_goras"), "senast": u.senast,
               "foljs_upp": u.foljs_upp}  # fmt: skip
    if s.slag == r.ATERKALLELSE:
        from .aterkallelse import krav_valbara

        ny |= {"galler_fran": u.galler_fran,
               "auktorisationer": ",".join(str(n) for n in krav_valbara(e, a.anordnare_id, u))}  # fmt: skip
    for falt in ("skal", "hopp", "ska_goras"):
        till_anordnaren(str(ny.get(falt, "")), falt)
    with handling(e, "atgardssteg_andra", DEL) as h:
        for falt, v in ny.items():
            setattr(s, falt, v)
        s.foreslagen_av = e.aktor.anvandare
        h.ny_version(a, ORORD)
    return h.andring


def ta_bort_steg(e: Arbetsenhet, steg_id: int, sedd_version: int) -> Andring:
    """One that is not decided or communicated: the log keeps what it said."""
    krav_skriver(e)
    s = steget(e, steg_id)
    a = atgarden(e, s.atgard_id)
    kontrollera_version(e, s, sedd_version, {})
    if s.lage not in (r.UTKAST, r.FORESLAGET):
        raise Nekad("last", _last(s, "tas inte bort"))
    with handling(e, "atgardssteg_ta_bort", DEL) as h:
        e.session.delete(s)
        h.ny_version(a, ORORD)
    return h.andring


def ratta(e: Arbetsenhet, steg_id: int, sedd_version: int, u: Steguppgifter, resultat: str = "") -> Andring:
    """A communicated step was wrong: another of the same kind takes its place when it is communicated."""
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    s = steget(e, steg_id)
    a = atgarden(e, s.atgard_id)
    kontrollera_version(e, s, sedd_version, {})
    if s.lage in (r.BESLUTAT, r.AVSLAGET):
        raise Nekad("okommunicerat", _last(s, "rättas inte än" if s.lage == r.BESLUTAT else "rättas inte"))
    if s.lage != r.KOMMUNICERAT:
        raise Nekad("okommunicerat", "Steget är inte kommunicerat. Ändra det som det är.")
    if s.slag == r.ATERKALLELSE:
        raise Nekad("aterkallad", _ATERKALLAD)
    rader = stegen(e, [a.id]).get(a.id, [])
    regel = som_regel(rader)
    if s.nummer not in {x.nummer for x in r.gallande(regel)}:
        raise Nekad("rattad", "Steget är redan rättat av ett senare.")
    if r.pagar(regel) is not None:
        raise Nekad("pagar", "Ett steg är redan på gång. Kommunicera det, eller ta bort det, först.")
    with handling(e, "atgardssteg_ratta", DEL) as h:
        if s.slag == r.UPPFOLJNING:
            dag = u.datum or s.datum
            kommentar = _prova_uppfoljning(e, dag, a.konstaterad, resultat, u.skal)
            _lagg_uppfoljning(e, h, a, dag, resultat, kommentar, s.nummer)
        else:
            nytt_steg(e, h, a, s.slag, u, fran=s.datum, rattar=s.nummer)
    return h.andring
