"""The forms of the yearly uppföljning, as the window shows them; done by
handlingar.utfor(e, code, "", mal, sedd_version, values)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import select

from ..fel import Nekad
from ..models import Uppfoljning, Uppfoljningskrav, Uppfoljningssteg
from ..rules.formular import KUNDVAL
from ..rules.uppfoljning import REDOVISAD, STEGNR, TERTIAL, UTKAST
from ..texter.datum import datum_langt
from ..texter.uppfoljning import TERTIALORD
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt, Stegval
from .uppfoljning import koder_ur, krav_skriver, planen
from .uppfoljningsmodell import modell

EGET = "eget"
"""In the list of kundval: one that is written in."""
_SKAL = Falt("skal", "Skäl till ändringen", "stor_text", hjalp="Planen är beslutad. Ändringen och skälet står i den.")


def formular(e: Arbetsenhet, kod: str, mal: str = "") -> Stegval:
    """`mal`: the number of the plan or of the step; of a demand "plan:code". Raises Nekad for what is not there."""
    krav_skriver(e)
    gor = _FORMULAR.get(kod)
    if gor is None:
        raise Nekad("okant_steg", "Steget finns inte.")
    return gor(e, mal)


def las_ny_plan(varden: Mapping[str, str]) -> tuple[str, str, tuple[str, ...], str]:
    """Nämnd, kundval, our codes in it, and template: of one that was chosen in the list, or written in."""
    vilket = varden.get("vilket", EGET) or EGET
    kanda = modell().kundval
    if vilket == EGET:
        mall = varden.get("mall", "") or "allman"
        return varden.get("namnd", ""), varden.get("kundval", ""), koder_ur(varden.get("koder", "")), mall
    if not (vilket.isascii() and vilket.isdigit() and int(vilket) < len(kanda)):
        raise Nekad("vilket", "Välj ett kundval i listan.", "vilket")
    k = kanda[int(vilket)]
    return k.namnd, k.namn, k.koder, k.mall


def _plan(e: Arbetsenhet, mal: str) -> Uppfoljning:
    if not (mal.isascii() and mal.isdigit() and len(mal) < 10):
        raise Nekad("ingen_plan", "Uppföljningen finns inte. Hämta om listan.")
    return planen(e, int(mal))


def _steg(e: Arbetsenhet, mal: str) -> tuple[Uppfoljningssteg, Uppfoljning]:
    s = e.session.get(Uppfoljningssteg, int(mal)) if mal.isascii() and mal.isdigit() and len(mal) < 10 else None
    if s is None:
        raise Nekad("inget_steg", "Steget finns inte längre. Hämta om planen.")
    return s, planen(e, s.uppfoljning_id)


def _namn(p: Uppfoljning) -> str:
    return f"{p.kundval} {p.ar}"


def _skapa(e: Arbetsenhet, _: str) -> Stegval:
    m = modell()
    eget = ("vilket", (EGET,))
    val = tuple((str(n), f"{k.namn} ({k.namnd})") for n, k in enumerate(m.kundval))
    mallar = tuple((x.kod, x.namn) for x in m.mallar)
    koder = ", ".join(KUNDVAL)
    return Stegval(
        "uppfoljning_skapa", "Ny uppföljning", "Lägg upp", viktig=True,
        hjalp="Planen börjar som en mall: åtta steg, placerade i årets tertial. Allt i den kan ändras.",
        falt=(
            Falt("vilket", "Kundval", "lista", varde="0", val=(*val, (EGET, "Ett annat kundval …"))),
            Falt("kundval", "Kundvalets namn", "text", visas_om=eget),
            Falt("namnd", "Nämnd", "text", visas_om=eget),
            Falt("koder", "Kundval i programmet", "text", kravs=False, visas_om=eget,
                 hjalp=f"Bara för den egna nämnden: vilka av {koder} som ingår. Annars tomt."),
            Falt("mall", "Mall", "lista", varde="allman", val=mallar, visas_om=eget),
            Falt("ar", "År", "text", varde=str(e.idag.year)),
        ),
    )  # fmt: skip


def _kopiera(e: Arbetsenhet, mal: str) -> Stegval:
    p = _plan(e, mal)
    arsta = select(Uppfoljning.ar).where(Uppfoljning.namnd == p.namnd, Uppfoljning.kundval == p.kundval)
    return Stegval(
        "uppfoljning_kopiera", f"Kopiera planen för {_namn(p)}", "Kopiera", mal=mal, viktig=True,
        falt=(Falt("ar", "Till året", "text", varde=str(max(e.session.scalars(arsta)) + 1)),),
        hjalp="Varje steg får samma datum det året, eller nästa arbetsdag. Inget är klart och planen är ett utkast.",
    )  # fmt: skip


def _tema(e: Arbetsenhet, mal: str) -> Stegval:
    p = _plan(e, mal)
    return Stegval(
        "uppfoljning_andra", f"Tema och fokusfrågor, {_namn(p)}", "Spara", mal=mal, sedd_version=p.version,
        falt=(Falt("tema", "Tema och fokusfrågor", "stor_text", kravs=False, varde=p.tema),),
    )  # fmt: skip


def _ta_bort(e: Arbetsenhet, mal: str) -> Stegval:
    p = _plan(e, mal)
    return Stegval(
        "uppfoljning_ta_bort", f"Ta bort uppföljningen av {_namn(p)}", "Ta bort", mal=mal, sedd_version=p.version,
        hjalp="Bara ett utkast som inget har gjorts i kan tas bort.",
    )  # fmt: skip


def _besluta(e: Arbetsenhet, mal: str) -> Stegval:
    p = _plan(e, mal)
    return Stegval(
        "uppfoljning_besluta", f"{p.namnd} har beslutat planen", "Spara", mal=mal, sedd_version=p.version,
        viktig=True, hjalp="Efter beslutet ändras planen bara med ett skäl, som står i den.",
        falt=(
            Falt("datum", "Dag", "datum", varde=str(e.idag)),
            Falt("beslut", "Paragraf eller diarienummer", "text", varde=p.beslut, hjalp="Till exempel § 12."),
        ),
    )  # fmt: skip


def _redovisa(e: Arbetsenhet, mal: str) -> Stegval:
    p = _plan(e, mal)
    return Stegval(
        "uppfoljning_redovisa", f"Rapporterad till kommunstyrelsen, {_namn(p)}", "Spara", mal=mal,
        sedd_version=p.version, viktig=True, falt=(Falt("datum", "Dag", "datum", varde=str(e.idag)),),
    )  # fmt: skip


def _aterta(e: Arbetsenhet, mal: str) -> Stegval:
    p = _plan(e, mal)
    vad = "rapporteringen till kommunstyrelsen" if p.lage == REDOVISAD else "nämndens beslut"
    return Stegval(
        "uppfoljning_aterta", f"Ta tillbaka {vad}", "Ta tillbaka", mal=mal, sedd_version=p.version,
        falt=(Falt("skal", "Skäl", "stor_text", hjalp="Det står i planen att den har varit registrerad."),),
    )  # fmt: skip


def _stegfalt(s: Uppfoljningssteg | None, p: Uppfoljning) -> tuple[Falt, ...]:
    stegen = tuple((str(n), f"{n}. {modell().stegets(n).namn}") for n in STEGNR)
    tertial = tuple((str(n), TERTIALORD[n].split(", ")[1]) for n in TERTIAL)
    return (
        Falt("rubrik", "Vad som ska göras", "text", varde=s.rubrik if s else ""),
        Falt("steg", "Steg i modellen", "lista", varde=str(s.steg if s else 1), val=stegen),
        Falt("tertial", "Tertial", "val", varde=str(s.tertial if s else 1), val=tertial),
        Falt("forfaller", "Klart senast", "datum", kravs=False, varde=str(s.forfaller) if s else "",
             hjalp="Tomt: tertialets sista arbetsdag."),
        Falt("ansvarig", "Ansvarig", "text", varde=s.ansvarig if s else "Kvalitetsutvecklare"),
        Falt("beskrivning", "Beskrivning", "stor_text", kravs=False, varde=s.beskrivning if s else ""),
        *((_SKAL,) if p.lage != UTKAST else ()),
    )  # fmt: skip


def _nytt_steg(e: Arbetsenhet, mal: str) -> Stegval:
    p = _plan(e, mal)
    return Stegval(
        "uppfoljningssteg_lagg_till", f"Nytt steg, {_namn(p)}", "Lägg till", mal=mal, falt=_stegfalt(None, p)
    )


def _andra_steg(e: Arbetsenhet, mal: str) -> Stegval:
    s, p = _steg(e, mal)
    return Stegval(
        "uppfoljningssteg_andra", f"Steg {s.steg}, {_namn(p)}", "Spara", mal=mal, sedd_version=s.version,
        falt=_stegfalt(s, p),
    )  # fmt: skip


def _ta_bort_steg(e: Arbetsenhet, mal: str) -> Stegval:
    s, p = _steg(e, mal)
    return Stegval(
        "uppfoljningssteg_ta_bort", f"Ta bort: {s.rubrik}", "Ta bort", mal=mal, sedd_version=s.version,
        falt=(_SKAL,) if p.lage != UTKAST else (),
        hjalp=f"Steget försvinner ur planen för {_namn(p)}.",
    )  # fmt: skip


def _klar(e: Arbetsenhet, mal: str) -> Stegval:
    s, p = _steg(e, mal)
    return Stegval(
        "uppfoljningssteg_klar", f"Klart: {s.rubrik}", "Klart", mal=mal, sedd_version=s.version, viktig=True,
        hjalp=f"{_namn(p)}, klart senast {datum_langt(s.forfaller)}.",
        falt=(
            Falt("datum", "Klart den", "datum", varde=str(e.idag)),
            Falt("notering", "Notering", "stor_text", kravs=False, varde=s.notering,
                 hjalp="Till exempel resultatet, eller var handlingen finns."),
        ),
    )  # fmt: skip


def _oppna(e: Arbetsenhet, mal: str) -> Stegval:
    s, _ = _steg(e, mal)
    return Stegval(
        "uppfoljningssteg_oppna", f"Öppna igen: {s.rubrik}", "Öppna igen", mal=mal, sedd_version=s.version,
        hjalp="Steget är inte klart längre. Noteringen står kvar, och loggen vet att det var klart.",
    )  # fmt: skip


def _krav(e: Arbetsenhet, mal: str) -> Stegval:
    nr, _, kod = mal.partition(":")
    p = _plan(e, nr)
    krav = next((k for k in modell().krav if k.kod == kod), None)
    x = e.session.scalar(
        select(Uppfoljningskrav).where(Uppfoljningskrav.uppfoljning_id == p.id, Uppfoljningskrav.krav == kod)
    )
    if krav is None or x is None:
        raise Nekad("krav", "Kravet finns inte i planen.")
    return Stegval(
        "uppfoljningskrav", krav.namn, "Spara", mal=mal, sedd_version=x.version,
        falt=(
            Falt("uppfyllt", "Planen uppfyller kravet", "ja_nej", varde="ja" if x.uppfyllt else "nej"),
            Falt("belagg", "Vad som visar det", "stor_text", kravs=False, varde=x.belagg, hjalp=krav.hjalp),
        ),
    )  # fmt: skip


_FORMULAR: dict[str, Callable[[Arbetsenhet, str], Stegval]] = {
    "uppfoljning_skapa": _skapa,
    "uppfoljning_kopiera": _kopiera,
    "uppfoljning_andra": _tema,
    "uppfoljning_ta_bort": _ta_bort,
    "uppfoljning_besluta": _besluta,
    "uppfoljning_redovisa": _redovisa,
    "uppfoljning_aterta": _aterta,
    "uppfoljningssteg_lagg_till": _nytt_steg,
    "uppfoljningssteg_andra": _andra_steg,
    "uppfoljningssteg_ta_bort": _ta_bort_steg,
    "uppfoljningssteg_klar": _klar,
    "uppfoljningssteg_oppna": _oppna,
    "uppfoljningskrav": _krav,
}
STEG = tuple(_FORMULAR)
