"""The frozen content of a document, as plain data: what it was drawn from, stored beside its bytes.

A new kind of document is a dataclass of its own on this base. It is kept as versioned JSON and read back by the types
of its fields; a field that comes later is given a default, so that what was stored before it can still be read.
A snapshot holds only what may stand in the document: what is withheld is not in it at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Self, TypeVar, Union, get_args, get_origin, get_type_hints

from ...fel import Databasfel
from .formuleringar import Tryckt

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dokumentunderlag:
    """What every document says: sender, number, day, case and signer. A kind adds what is its own.

    The text beside a field (Annotated) is what people call it, told when something in it cannot be printed. `nummer`
    is empty in a preview; `ersatter` is the number of the document that this one replaces, or "". `texter`: the
    standing texts that it was printed with; `farg` and `logga` (the name of a stored picture) are the sender's, or "".
    """

    TYP: ClassVar[str]
    FORMAT: ClassVar[int] = 1
    SAK: ClassVar[tuple[str, ...]]
    """The fields that make it another document when they change, whoever prints it and when."""
    OM: ClassVar[tuple[str, ...]] = ()
    """The fields that tell what it is about: of two that agree in them the later supersedes the earlier."""

    organisation: Annotated[str, "Organisationens namn"]
    enhet: Annotated[str, "Enhetens namn"]
    kontakt: Annotated[str, "Kontaktraden"]
    nummer: str = ""
    ersatter: str = ""
    datum: date
    insats: Annotated[str, "Ärendets nummer"]
    handlaggare: Annotated[str, "Handläggarens namn"]
    roll: str
    texter: tuple[Tryckt, ...] = ()
    farg: str = ""
    logga: str = ""

    def sak(self) -> tuple[object, ...]:
        return tuple(getattr(self, namn) for namn in self.SAK)

    def om(self) -> tuple[object, ...]:
        return tuple(getattr(self, namn) for namn in self.OM)

    def till_json(self) -> str:
        data = {"typ": self.TYP, "format": self.FORMAT, **asdict(self)}
        return json.dumps(data, ensure_ascii=False, sort_keys=True, default=date.isoformat)

    @classmethod
    def fran_json(cls, text: str) -> Self:
        """Raises Databasfel("dokument_underlag") if it cannot be read."""
        try:
            data = las_rad(text)
            if data.pop("typ") != cls.TYP or not 1 <= data.pop("format") <= cls.FORMAT:
                raise ValueError("format")
            las: Self = _objekt(cls, data)
            return las
        except (ValueError, KeyError, TypeError, RecursionError):
            raise _olasligt() from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Insatsunderlag(Dokumentunderlag):
    """A document that names which insats it is about, whose and where. `kund` never holds the name of a protected
    person."""

    insatskod: str
    insatsnamn: Annotated[str, "Insatsens namn"]
    kund: Annotated[str, "Kundens namn"]
    anordnare: Annotated[str, "Anordnarens namn"]
    start: date | None


def las_rad(text: str) -> dict[str, Any]:
    """A stored snapshot as it lies, for a few of its fields. Raises Databasfel("dokument_underlag")."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise _olasligt()
    return data


def _olasligt() -> Databasfel:
    return Databasfel(
        "dokument_underlag",
        "Dokumentets underlag går inte att läsa. Databasen är skadad eller kommer från ett nyare program; "
        "återställ en säkerhetskopia eller uppgradera programmet.",
    )


@cache
def falttyper(klass: Hashable) -> dict[str, Any]:
    """The fields of a snapshot, or of a part of one, with their types."""
    hintar = get_type_hints(klass, include_extras=True)
    return {namn: typ for namn, typ in hintar.items() if get_origin(typ) is not ClassVar}


def _objekt(klass: Any, data: dict[str, Any]) -> Any:
    typer = falttyper(klass)
    return klass(**{namn: las_varde(typer[namn], varde) for namn, varde in data.items()})


def las_varde(typ: Any, varde: Any) -> Any:
    """A value of JSON as a field keeps it. Raises ValueError, KeyError or TypeError for anything else."""
    slag, delar = get_origin(typ), get_args(typ)
    if slag is Annotated:
        return las_varde(delar[0], varde)
    if slag in (Union, UnionType):
        if varde is None and NoneType in delar:
            return None
        (typ,) = (d for d in delar if d is not NoneType)
        return las_varde(typ, varde)
    if slag is tuple:
        if not isinstance(varde, list):
            raise TypeError("tuple")
        return tuple(las_varde(delar[0], v) for v in varde)
    if is_dataclass(typ):
        return _objekt(typ, varde)
    if typ is date:
        return date.fromisoformat(varde)
    if type(varde) is not typ:
        raise TypeError(typ.__name__)
    return varde


def med_texter(u: T, gor: Callable[[str, str], str], vad: str = "Dokumentet") -> T:
    """The same snapshot, or part of one, with `gor(text, what people call it)` done to every text in it."""
    nya: dict[str, Any] = {}
    klass: Any = type(u)
    for namn, typ in falttyper(klass).items():
        hur = typ.__metadata__[0] if get_origin(typ) is Annotated else vad
        nya[namn] = _med_text(getattr(u, namn), gor, hur)
    ny: T = klass(**nya)
    return ny


def _med_text(varde: Any, gor: Callable[[str, str], str], vad: str) -> Any:
    if isinstance(varde, str):
        return gor(varde, vad)
    if isinstance(varde, tuple):
        return tuple(_med_text(v, gor, vad) for v in varde)
    return med_texter(varde, gor, vad) if is_dataclass(varde) else varde
