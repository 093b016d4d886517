"""The forms of kontrollpunkter, as the window shows them; done by
handlingar.utfor(e, code, "", mal, sedd_version, values)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from ..fel import Nekad
from ..models import Uppfoljning, Uppfoljningslista, Uppfoljningspunkt
from ..rules.kontrollpunkter import UTSAND, numrerade
from ..texter.meningar import KUNDVALORD, insats_ord
from . import kontrollpunkter as tjanst
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt, Stegval
from .kontrollpunktmall import kontrollpunkter
from .uppfoljning import koderna, krav_skriver, planen

SVARSTID = 28
"""Days that anordnare have, as the form suggests."""


def formular(e: Arbetsenhet, kod: str, mal: str) -> Stegval:
    """`mal`: the number of the plan or of the point. Raises Nekad for what is not there."""
    krav_skriver(e)
    gor = _FORMULAR.get(kod)
    if gor is None or not (mal.isascii() and mal.isdigit() and len(mal) < 10):
        raise Nekad("okant_steg", "Steget finns inte.")
    return gor(e, mal)


def galler_ord(galler: str, namn: str = "") -> str:
    """Who answers, in words. `namn`: of the insats."""
    if not galler:
        return "Alla anordnare"
    if galler in KUNDVALORD:
        return f"Anordnare i {KUNDVALORD[galler]}"
    return f"Anordnare av {insats_ord(galler)}{f', {namn}' if namn else ''}"


def _namn(p: Uppfoljning) -> str:
    return f"{p.kundval} {p.ar}"


def _lista(e: Arbetsenhet, plan_id: int) -> Uppfoljningslista:
    listor = tjanst.listorna(e, plan_id)
    if not listor:
        raise Nekad("inga_punkter", "Uppföljningen har inga kontrollpunkter. Lägg upp dem först.")
    return listor[0]


def _skapa(e: Arbetsenhet, mal: str) -> Stegval:
    lage = tjanst.hamta(e, int(mal))
    mallen = kontrollpunkter().for_mall(planen(e, lage.plan_id).mall, lage.koder)
    val = [(tjanst.MALL, f"Programmets förslag, {len(mallen)} kontrollpunkter")]
    if lage.forra_aret:
        val.insert(0, (tjanst.FORRA, f"Kontrollpunkterna från {lage.forra_aret}"))
    return Stegval(
        "uppfoljningspunkter_skapa", f"Kontrollpunkter för {lage.kundval} {lage.ar}", "Lägg upp", mal=mal, viktig=True,
        falt=(Falt("fran", "Börja med", "lista", varde=val[0][0], val=tuple(val)),),
        hjalp="Allt kan ändras sedan, också efter utskicket. Då blir det en ny version.",
    )  # fmt: skip


def _skicka(e: Arbetsenhet, mal: str) -> Stegval:
    p = planen(e, int(mal))
    lista = _lista(e, p.id)
    return Stegval(
        "uppfoljningspunkter_skicka", f"Utskick av version {lista.nummer}, {_namn(p)}", "Spara", mal=mal,
        sedd_version=lista.version, viktig=True,
        hjalp="Versionen låses. Sedan sparas ett formulär till varje anordnare under Redovisningar.",
        falt=(
            Falt("datum", "Skickas den", "datum", varde=str(e.idag)),
            Falt("svar_senast", "Svar senast", "datum", varde=str(e.idag + timedelta(days=SVARSTID))),
        ),
    )  # fmt: skip


def _ta_bort_utkast(e: Arbetsenhet, mal: str) -> Stegval:
    p = planen(e, int(mal))
    lista = _lista(e, p.id)
    sedan = "Version " + str(lista.nummer - 1) + " gäller igen." if lista.nummer > 1 else "Sedan finns inga kvar."
    return Stegval(
        "uppfoljningspunkter_ta_bort", f"Ta bort version {lista.nummer}, {_namn(p)}", "Ta bort", mal=mal,
        sedd_version=lista.version, hjalp=f"Versionen är inte utsänd. {sedan}",
    )  # fmt: skip


def _falt(e: Arbetsenhet, p: Uppfoljning, r: Uppfoljningspunkt | None) -> tuple[Falt, ...]:
    delar = tuple((d.kod, f"{d.kod}. {d.namn}") for d in kontrollpunkter().delar)
    vilka = [("", galler_ord(""))]
    vilka += [(k, galler_ord(k, namn)) for k, namn in tjanst.galler_val(e, p).items()]
    if r is not None and r.galler not in dict(vilka):
        vilka.append((r.galler, galler_ord(r.galler)))
    return (
        Falt("delen", "Del", "lista", varde=r.delen if r else "A", val=delar),
        Falt("punkt", "Kontrollpunkt", "text", varde=r.punkt if r else ""),
        Falt("fraga", "Fråga till anordnaren", "stor_text", varde=r.fraga if r else ""),
        Falt("bevis", "Underlag som ska bifogas", "stor_text", kravs=False, varde=r.bevis if r else "",
             hjalp="Lämna tomt om inget underlag behövs."),
        *((Falt("galler", "Vilka som svarar", "lista", kravs=False, varde=r.galler if r else "", val=tuple(vilka)),)
          if koderna(p) else ()),
    )  # fmt: skip


def _sedan(lista: Uppfoljningslista) -> str:
    """What a change comes to, if the list has been sent."""
    if lista.lage != UTSAND:
        return ""
    return f"Version {lista.nummer} är utsänd och står kvar. Ändringen görs i en ny version, {lista.nummer + 1}."


def _ny(e: Arbetsenhet, mal: str) -> Stegval:
    p = planen(e, int(mal))
    return Stegval(
        "uppfoljningspunkt_lagg_till", f"Ny kontrollpunkt, {_namn(p)}", "Lägg till", mal=mal, falt=_falt(e, p, None),
        hjalp=_sedan(_lista(e, p.id)),
    )  # fmt: skip


def _punkt(e: Arbetsenhet, mal: str) -> tuple[Uppfoljningspunkt, Uppfoljning, Uppfoljningslista, str]:
    r, plan_id = tjanst.punktens_plan(e, int(mal))
    nr = numrerade([(x.kod, x.delen) for x in tjanst.punktrader(e, r.lista_id)])
    return r, planen(e, plan_id), _lista(e, plan_id), nr[r.kod]


def _andra(e: Arbetsenhet, mal: str) -> Stegval:
    r, p, lista, nr = _punkt(e, mal)
    return Stegval(
        "uppfoljningspunkt_andra", f"Kontrollpunkt {nr}, {_namn(p)}", "Spara", mal=mal, sedd_version=r.version,
        falt=_falt(e, p, r), hjalp=_sedan(lista),
    )  # fmt: skip


def _ta_bort(e: Arbetsenhet, mal: str) -> Stegval:
    r, p, lista, nr = _punkt(e, mal)
    return Stegval(
        "uppfoljningspunkt_ta_bort", f"Ta bort {nr}: {r.punkt}", "Ta bort", mal=mal, sedd_version=r.version,
        hjalp=_sedan(lista) or f"Kontrollpunkten försvinner ur uppföljningen av {_namn(p)}.",
    )  # fmt: skip


_FORMULAR: dict[str, Callable[[Arbetsenhet, str], Stegval]] = {
    "uppfoljningspunkter_skapa": _skapa,
    "uppfoljningspunkter_skicka": _skicka,
    "uppfoljningspunkter_ta_bort": _ta_bort_utkast,
    "uppfoljningspunkt_lagg_till": _ny,
    "uppfoljningspunkt_andra": _andra,
    "uppfoljningspunkt_ta_bort": _ta_bort,
}
