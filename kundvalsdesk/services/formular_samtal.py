"""From the forms of meetings, messages and notes to their functions: text becomes days, times and roles."""

from __future__ import annotations

import re
from datetime import datetime

from ..fel import Nekad
from ..texter.samtal import ANNAN_INSATS
from . import anteckningar, meddelanden, moten
from .arbetsenhet import Arbetsenhet
from .formularvarden import Varden
from .fritext import klockslag
from .moten import Motestid, Motesuppgifter
from .typer import Andring


def _tid(x: Varden) -> Motestid:
    return Motestid(x.datum("dag"), klockslag(x.text("fran"), "fran"), klockslag(x.text("till"), "till"))


def _uppgifter(x: Varden) -> Motesuppgifter:
    deltagare = moten.deltagare_av(x.janej("kunden"), x.janej("anordnaren"), x.janej("jag"), x.text("andra"))
    return Motesuppgifter(x.text("typ"), x.text("plats"), deltagare, x.text("syfte"))


def gor_planera(e: Arbetsenhet, insats: str, x: Varden) -> Andring:
    return moten.planera(e, insats, _uppgifter(x), _tid(x))


def gor_registrera(e: Arbetsenhet, insats: str, x: Varden) -> Andring:
    return moten.registrera_hallet(e, insats, _uppgifter(x), _tid(x))


def gor_hallet(e: Arbetsenhet, insats: str, mote: int, sedd_version: int, x: Varden) -> Andring:
    return moten.hallet(e, insats, mote, sedd_version, _tid(x))


def gor_flytta(e: Arbetsenhet, insats: str, mote: int, sedd_version: int, x: Varden) -> Andring:
    return moten.flytta(e, insats, mote, sedd_version, _tid(x), x.text("plats"))


def gor_meddelande(e: Arbetsenhet, insats: str, rattar: int | None, sedd_version: int, x: Varden) -> Andring:
    tid = datetime.combine(x.datum("datum"), klockslag(x.text("klockan"), "klockan"))
    amne = ANNAN_INSATS if x.text("galler") == "annan_insats" else x.text("amne")
    return meddelanden.spara(
        e, insats, x.text("riktning"), x.text("kanal"), tid, x.text("motpart"), amne, x.text("text"), rattar,
        sedd_version,
    )  # fmt: skip


def gor_anteckning(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, x: Varden) -> Andring:
    """`mal`: "" a new note, "7" a draft written on, "ratta:7" a correction of a signed one."""
    m = re.fullmatch(r"(ratta:)?([0-9]{1,9})", mal)
    if mal and m is None:
        raise Nekad("okant_mal", "Uppgiften finns inte. Hämta om ärendet.")
    som = x.text("spara_som")
    if som not in ("utkast", "signerad"):
        raise Nekad("saknas", "Välj om anteckningen ska sparas som utkast eller signeras.", "spara_som")
    return anteckningar.skriv(
        e, insats, x.datum("datum"), x.text("rubrik"), x.text("text"), som == "signerad",
        utkast=int(m[2]) if m and not m[1] else None, rattar=int(m[2]) if m and m[1] else None,
        sedd_version=sedd_version,
    )  # fmt: skip
