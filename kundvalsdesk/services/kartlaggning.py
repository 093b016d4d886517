"""What a kund's path is built on: kartläggning and framtidsplan (K 5.2). The newest stands, earlier ones are kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from ..fel import Konflikt, Nekad
from ..models import Framtidsplan, Handlaggare, Insats, Kartlaggning, Kund
from ..texter.datum import datum_langt
from ..texter.meningar import insats_ord
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_i_framtiden, krav_arenderatt, krav_text, oppna_arende
from .arendetyper import Falt, Stegval
from .fritext import utan_kundens_namn
from .handling import Pagaende, handling, konflikt_med
from .kunder import hamta_kund
from .typer import Andring

_TEXTER = ("situation", "kompetenser", "forutsattningar", "behov")


def senaste(e: Arbetsenhet, tabell: Any, kund_id: int) -> Any:
    """The row that stands, None if there is none yet."""
    return e.session.scalar(
        select(tabell).where(tabell.kund_id == kund_id).order_by(tabell.datum.desc(), tabell.id.desc()).limit(1)
    )


def _kunden(e: Arbetsenhet, insats: str, kund: str) -> tuple[Kund, Insats | None]:
    """The kund of a case, or by the key where there is no case yet. The role is checked first."""
    if insats:
        i = oppna_arende(e, insats)
        return e.session.get_one(Kund, i.kund_id), i
    krav_arenderatt(e)
    return hamta_kund(e, kund), None


def spara_kartlaggning(
    e: Arbetsenhet, insats: str, sedd_id: int, datum: date, texter: dict[str, str], kund: str = ""
) -> Andring:  # fmt: skip
    """A new kartläggning of a kund. `sedd_id`: the row that the form showed, 0 = none."""
    k, i = _kunden(e, insats, kund)
    _sedd(e, Kartlaggning, k.id, sedd_id, {"datum": datum, **{f: texter.get(f) for f in _TEXTER}})
    inte_i_framtiden(e, datum, "datum")
    rena = {f: texter.get(f, "").strip() or None for f in _TEXTER}
    if not any(rena.values()):
        raise Nekad("saknas", "Fyll i minst ett avsnitt av kartläggningen.", "situation")
    utan_kundens_namn(e, i or k, {f: t for f, t in rena.items() if t})
    with handling(e, "kartlaggning", "kund") as h:
        e.session.add(Kartlaggning(kund_id=k.id, datum=datum, skriven_av=e.aktor.anvandare, **rena))
        _galler(h, k, i)
    return h.andring


def spara_framtidsplan(
    e: Arbetsenhet, insats: str, sedd_id: int, datum: date, mal: str, steg: str, insatskod: str, kunden_med: bool,
    kund: str = "",
) -> Andring:  # fmt: skip
    """A new framtidsplan, made together with the kund (K 5.2)."""
    k, i = _kunden(e, insats, kund)
    mina: dict[str, object] = {
        "datum": datum, "mal": mal, "steg": steg, "insatskod": insatskod, "kunden_med": kunden_med,
    }  # fmt: skip
    _sedd(e, Framtidsplan, k.id, sedd_id, mina)
    inte_i_framtiden(e, datum, "datum")
    mal = krav_text(mal, "Mål", "malet")
    if insatskod and insatskod not in e.regelverk.insatskoder():
        raise Nekad("kod", "Välj en insats, eller ingen.", "insatskod")
    utan_kundens_namn(e, i or k, {"malet": mal, "vagen": steg})
    with handling(e, "framtidsplan", "kund") as h:
        e.session.add(
            Framtidsplan(
                kund_id=k.id, datum=datum, mal=mal, steg=steg.strip() or None, insatskod=insatskod or None,
                kunden_med=kunden_med, skriven_av=e.aktor.anvandare,
            )
        )  # fmt: skip
        _galler(h, k, i)
    return h.andring


def _galler(h: Pagaende, k: Kund, i: Insats | None) -> None:
    if i is not None:
        h.insats(i)
    else:
        h.kund(k)


def _sedd(e: Arbetsenhet, tabell: Any, kund_id: int, sedd_id: int, mina: dict[str, object]) -> None:
    """Refuses when somebody has written a newer one since the form was opened: both would stand, and one unread."""
    nu = senaste(e, tabell, kund_id)
    if (nu.id if nu else 0) != sedd_id:
        mening = "En nyare version har sparats efter att du öppnade formuläret. Ingenting har skrivits över."
        if nu is None:
            raise Konflikt(mening, (), "", None)
        k = konflikt_med(e, nu, mina)
        raise Konflikt(mening, k.skillnader, k.vem, k.nar)


def _vem(e: Arbetsenhet, anvandare: str) -> str:
    return e.session.scalar(select(Handlaggare.namn).where(Handlaggare.anvandare == anvandare)) or anvandare


# --- Forms ---------------------------------------------------------------------------------------------------------


def steg_for_kunden(e: Arbetsenhet, kund: Kund, mal: str = "") -> tuple[Stegval, Stegval]:
    """The two forms, filled in with what stands. `mal`: the key of the kund, where there is no case yet."""
    k, f = senaste(e, Kartlaggning, kund.id), senaste(e, Framtidsplan, kund.id)
    varning = " Skriv inte kundens namn: uppgifterna är skyddade." if kund.skydd else ""
    koder = [r for r in e.regelverk.insatskoder().values() if not r.endast_historik]
    kartlaggning = Stegval(
        "kartlaggning", "Kartläggning", "Spara kartläggningen", mal=mal, sedd_version=k.id if k else 0,
        hjalp=_staende(e, k),
        falt=(
            Falt("datum", "Datum", "datum", varde=e.idag.isoformat()),
            _text("situation", "Kundens situation", k, "Boende, ekonomi, familj, tid utan sysselsättning." + varning),
            _text("kompetenser", "Kompetenser och erfarenheter", k, "Arbete, utbildning, språk."),
            _text("forutsattningar", "Förutsättningar", k, "Hälsa, arbetsförmåga, vad som hindrar och hjälper."),
            _text("behov", "Behov av stöd", k, ""),
        ),
    )  # fmt: skip
    framtidsplan = Stegval(
        "framtidsplan", "Framtidsplan", "Spara framtidsplanen", mal=mal, sedd_version=f.id if f else 0,
        hjalp=_staende(e, f),
        falt=(
            Falt("datum", "Datum", "datum", varde=e.idag.isoformat()),
            Falt("malet", "Mål", "stor_text", varde=f.mal if f else "", hjalp="Vart kunden vill nå." + varning),
            Falt("vagen", "Steg dit", "stor_text", kravs=False, varde=(f.steg or "") if f else ""),
            Falt("insatskod", "Insats som planen leder till", "val", kravs=False,
                 varde=(f.insatskod or "") if f else "",
                 val=(("", "Ingen vald"), *((r.kod, f"{insats_ord(r.kod)} – {r.namn}") for r in koder))),
            Falt("kunden_med", "Gjord tillsammans med kunden", "ja_nej",
                 varde="nej" if f is not None and not f.kunden_med else "ja"),
        ),
    )  # fmt: skip
    return kartlaggning, framtidsplan


def _text(falt: str, rubrik: str, rad: Any, hjalp: str) -> Falt:
    varde = (getattr(rad, falt) or "") if rad is not None else ""
    return Falt(falt, rubrik, "stor_text", kravs=False, varde=varde, hjalp=hjalp)


def _staende(e: Arbetsenhet, rad: Any) -> str:
    if rad is None:
        return ""
    return (
        f"Den som gäller är från {datum_langt(rad.datum)}, skriven av {_vem(e, rad.skriven_av)}. "
        "Den finns kvar när du sparar en ny."
    )


def star_i_ord(e: Arbetsenhet, kund_id: int) -> tuple[tuple[str, str], ...]:
    """Whether there is a kartläggning and a framtidsplan, label and words; "" where there is none."""
    return tuple(
        (namn, f"{datum_langt(rad.datum)}, {_vem(e, rad.skriven_av)}" if rad is not None else "")
        for namn, rad in (
            ("Kartläggning", senaste(e, Kartlaggning, kund_id)),
            ("Framtidsplan", senaste(e, Framtidsplan, kund_id)),
        )
    )


def plan_i_ord(e: Arbetsenhet, i: Insats) -> str:
    """The framtidsplan that stands, for whoever writes the uppdrag; "" if there is none."""
    f = senaste(e, Framtidsplan, i.kund_id)
    if f is None:
        return ""
    steg = f"\n\nSteg dit: {f.steg}" if f.steg else ""
    return f"Mål enligt framtidsplanen {datum_langt(f.datum)}: {f.mal}{steg}"
