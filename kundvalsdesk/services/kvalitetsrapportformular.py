"""The forms of the kvalitetsrapport, as the window shows them; done by
handlingar.utfor(e, code, "", mal, sedd_version, values)."""

from __future__ import annotations

from collections.abc import Callable

from ..fel import Nekad
from ..models import Avsnittskommentar
from ..texter.meningar import KUNDVALORD
from . import kvalitetsrapport as tjanst
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt, Stegval
from .handling import krav_roll
from .kvalitetsrapporttyper import LASER
from .uppfoljning import koderna, krav_skriver, planen

NIVAER = (("1", "Huvudavsnitt"), ("2", "Underavsnitt"))


def formular(e: Arbetsenhet, kod: str, mal: str = "") -> Stegval:
    """`mal`: the number of the plan, the report, the section or the comment; of a new section "report:after"."""
    if kod == "avsnittskommentar":
        krav_roll(e.aktor, *LASER)
    else:
        krav_skriver(e)
    gor = _FORMULAR.get(kod)
    if gor is None:
        raise Nekad("okant_steg", "Steget finns inte.")
    return gor(e, mal)


def _nummer(mal: str) -> int:
    if not (mal.isascii() and mal.isdigit() and len(mal) < 10):
        raise Nekad("ingen_rapport", "Kvalitetsrapporten finns inte. Hämta om listan.")
    return int(mal)


def _skapa(e: Arbetsenhet, mal: str) -> Stegval:
    p = planen(e, _nummer(mal))
    return Stegval(
        "kvalitetsrapport_skapa", f"Ny kvalitetsrapport, {p.kundval} {p.ar}", "Lägg upp", mal=mal, viktig=True,
        hjalp="Rapporten börjar som en mall med avsnitt, tabeller och diagram. Är uppföljningens år inte slut gäller "
        "siffrorna året före. Allt kan ändras.",
    )  # fmt: skip


def _andra(e: Arbetsenhet, mal: str) -> Stegval:
    r = tjanst.rapporten(e, _nummer(mal))
    koder = koderna(planen(e, r.uppfoljning_id))
    val = (("", "Alla"), *((k, KUNDVALORD.get(k, k)) for k in koder))
    return Stegval(
        "kvalitetsrapport_andra", "Titel och period", "Spara", mal=mal, sedd_version=r.version,
        hjalp="Alla siffror i texten, tabellerna och diagrammen följer perioden och kundvalet.",
        falt=(
            Falt("titel", "Titel", "text", varde=r.titel),
            Falt("fran", "Siffror från och med", "datum", varde=str(r.fran)),
            Falt("till", "Siffror till och med", "datum", varde=str(r.till)),
            Falt("kundval", "Kundval", "lista", kravs=False, varde=r.kundval, val=val),
        ),
    )  # fmt: skip


def _besluta(e: Arbetsenhet, mal: str) -> Stegval:
    r = tjanst.hamta(e, _nummer(mal))
    hinder = r.hinder
    tal = ", ".join(dict.fromkeys(b.text for _, b in r.skrivna))
    return Stegval(
        "kvalitetsrapport_besluta", f"{r.rad.namnd} har beslutat rapporten", "Lås rapporten", mal=mal,
        sedd_version=r.rad.version, viktig=True, tillaten=not hinder, skal=hinder[0] if hinder else "",
        hjalp="Rapporten låses som den är nu: text, tabeller, diagram och dokument. Den ändras inte mer.",
        falt=(
            Falt("datum", "Nämndens dag", "datum", varde=str(e.idag)),
            Falt("paragraf", "Paragraf", "text", hjalp="Till exempel § 45."),
            *((Falt("last_talen", f"Talen {tal} står inte i någon tabell. De är lästa och stämmer", "ja_nej",
                    varde="nej"),) if tal else ()),
        ),
    )  # fmt: skip


def _nytt_avsnitt(_: Arbetsenhet, mal: str) -> Stegval:
    return Stegval(
        "rapportavsnitt_lagg_till", "Nytt avsnitt", "Lägg till", mal=mal,
        falt=(Falt("rubrik", "Rubrik", "text"), Falt("niva", "Nivå", "val", varde="1", val=NIVAER)),
        hjalp="Det läggs efter det avsnitt som är valt.",
    )  # fmt: skip


def _kommentera(_: Arbetsenhet, mal: str) -> Stegval:
    return Stegval(
        "avsnittskommentar", "Kommentera avsnittet", "Spara", mal=mal, falt=(Falt("text", "Kommentar", "stor_text"),),
        hjalp="Kommentaren bär ditt namn. Den som skriver rapporten svarar på den.",
    )  # fmt: skip


def _besvara(e: Arbetsenhet, mal: str) -> Stegval:
    k = e.session.get(Avsnittskommentar, _nummer(mal))
    if k is None:
        raise Nekad("ingen_kommentar", "Kommentaren finns inte. Hämta om rapporten.")
    return Stegval(
        "avsnittskommentar_besvara", "Besvara kommentaren", "Spara", mal=mal, sedd_version=k.version,
        falt=(Falt("om", k.skriven_av, "upplysning", kravs=False, varde=k.text),
              Falt("svar", "Svar", "stor_text", varde=k.svar, hjalp="Svaret stänger kommentaren.")),
    )  # fmt: skip


_FORMULAR: dict[str, Callable[[Arbetsenhet, str], Stegval]] = {
    "kvalitetsrapport_skapa": _skapa,
    "kvalitetsrapport_andra": _andra,
    "kvalitetsrapport_besluta": _besluta,
    "rapportavsnitt_lagg_till": _nytt_avsnitt,
    "avsnittskommentar": _kommentera,
    "avsnittskommentar_besvara": _besvara,
}
