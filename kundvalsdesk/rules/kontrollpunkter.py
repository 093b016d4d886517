"""Kontrollpunkter of an uppföljning: the template as data, who answers which, and what differs between two versions.

The template comes in as the plain dict of its TOML file; anything unknown, missing or of the wrong kind is refused
with file, key and reason (`Modellfel`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .bedomning import TAL
from .formular import KUNDVAL
from .tomltabell import Tomltabell
from .uppfoljning import KOD, Modellfel

UTKAST, UTSAND = "utkast", "utsand"
NY, ANDRAD = "ny", "andrad"


class Del(NamedTuple):
    """One of A–D: the name that the model gives it, and what is reviewed there (M24). `tal`: what is known of an
    anordnare that belongs beside a point in it (rules.bedomning.TAL), where the point says nothing of its own."""

    kod: str
    namn: str
    text: str
    tal: tuple[str, ...] = ()


class Punkt(NamedTuple):
    """`galler`: the kundval or insats whose anordnare answer it, "" for all."""

    kod: str
    delen: str
    punkt: str
    fraga: str
    bevis: str = ""
    galler: str = ""


class Mallpunkt(NamedTuple):
    """`mallar`: the templates of plans that it belongs to, all when none is said; `tal`: as of a Del."""

    punkt: Punkt
    mallar: tuple[str, ...]
    tal: tuple[str, ...]


class Kontrollpunkter(NamedTuple):
    delar: tuple[Del, ...]
    mall: tuple[Mallpunkt, ...]

    def namn(self, delen: str) -> str:
        return next(d.namn for d in self.delar if d.kod == delen)

    def tal(self, kod: str, delen: str) -> tuple[str, ...]:
        """Which figures belong beside a point, whoever has written it."""
        egna = next((m.tal for m in self.mall if m.punkt.kod == kod), None)
        return egna if egna is not None else next(d.tal for d in self.delar if d.kod == delen)

    def for_mall(self, mall: str, koder: Collection[str]) -> tuple[Punkt, ...]:
        """Those of a plan that began with this template and holds these kundval; one that is for another kundval is
        none of it."""
        return tuple(
            m.punkt for m in self.mall
            if (not m.mallar or mall in m.mallar) and (not m.punkt.galler or m.punkt.galler in koder)
        )  # fmt: skip


def las_kontrollpunkter(fil: str, data: Mapping[str, Any], mallar: Collection[str]) -> Kontrollpunkter:
    """`mallar`: the templates of plans that there are. Raises Modellfel with file, key and reason."""
    las = Tomltabell(fil, "", dict(data), Modellfel)
    delar = []
    for t in las.lista("del"):
        delar.append(Del(t.text("kod"), t.text("namn"), t.text("text"), t.texter("tal", TAL)))
        t.slut()
    if [d.kod for d in delar] != ["A", "B", "C", "D"]:
        raise las.fel("del", "ska ha delarna A, B, C och D i ordning")
    punkter: list[Mallpunkt] = []
    for t in las.lista("punkt"):
        p = Punkt(t.text("kod"), t.kod("del", "ABCD"), t.text("punkt"), t.text("fraga"), t.text("bevis", False),
                  t.kod("galler", KUNDVAL, False))  # fmt: skip
        if not KOD.fullmatch(p.kod):
            raise t.fel("kod", "ska vara små bokstäver a–z, siffror och understreck")
        if any(m.punkt.kod == p.kod for m in punkter):
            raise t.fel("kod", f"är {p.kod!r}, som redan finns")
        punkter.append(Mallpunkt(p, t.texter("mallar", mallar), t.texter("tal", TAL)))
        t.slut()
    if not punkter:
        raise las.fel("punkt", "saknas")
    las.slut()
    return Kontrollpunkter(tuple(delar), tuple(sorted(punkter, key=lambda m: m.punkt.delen)))


def ny_kod(koder: Iterable[str]) -> str:
    """For a point that somebody adds: one that no version has had."""
    tagna = [int(k[5:]) for k in koder if k.startswith("egen_") and k[5:].isdecimal()]
    return f"egen_{max(tagna, default=0) + 1}"


def svarar(galler: str, auktoriserad: Collection[str], insatser: Mapping[str, str]) -> bool:
    """Whether an anordnare that is authorised for these kundval and insatser answers a point. `insatser`: the kundval
    of each insats. Whoever has one insats of a kundval answers what is about the kundval, and the other way round."""
    if not galler or galler in auktoriserad or insatser.get(galler, "") in auktoriserad:
        return bool(auktoriserad)
    return any(insatser.get(a) == galler for a in auktoriserad)


class Skillnad(NamedTuple):
    """What became another since the version before: NY or ANDRAD by code, and those that are gone."""

    hur: dict[str, str]
    borta: tuple[Punkt, ...]


def skillnad(forra: Sequence[Punkt], nu: Sequence[Punkt]) -> Skillnad:
    fore = {p.kod: p for p in forra}
    hur = {p.kod: NY if p.kod not in fore else ANDRAD for p in nu if fore.get(p.kod) != p}
    kvar = {p.kod for p in nu}
    return Skillnad(hur, tuple(p for p in forra if p.kod not in kvar))


def numrerade(punkter: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What each is called, by its code, from (code, del) in order: A1, A2, B1 …"""
    antal: dict[str, int] = {}
    ut = {}
    for kod, delen in punkter:
        antal[delen] = antal.get(delen, 0) + 1
        ut[kod] = f"{delen}{antal[delen]}"
    return ut
