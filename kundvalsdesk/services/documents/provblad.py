"""A made-up document of a kind, for a look at its texts and its sender before they are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from .formuleringar import Formulering, Texter, Tryckt, slag
from .register import DOKUMENTSLAG
from .underlag import Dokumentunderlag, falttyper, las_varde


def ritat(
    typ: str,
    gemensamt: Mapping[str, Any],
    texter: tuple[Tryckt, ...],
    f: Formulering | None = None,
    logga: bytes = b"",
) -> bytes:
    """The made-up document as it would be printed."""
    from .. import registerutdrag as utdrag
    from . import atgard, kolista, registerutdrag
    from .ritning import rita

    if typ == kolista.TYP:
        return kolista.rita(kolista.prov(gemensamt), logga, gemensamt.get("farg", ""), texter)
    if typ == atgard.TYP:
        return atgard.prov(gemensamt, texter, f, logga)
    if typ == utdrag.TYP:
        return registerutdrag.prov(gemensamt, texter, logga)
    return rita(provunderlag(typ, gemensamt, texter, f), forhandsgranskning=True, logga=logga)


def provunderlag(
    typ: str, gemensamt: Mapping[str, Any], texter: tuple[Tryckt, ...], f: Formulering | None = None
) -> Dokumentunderlag:
    """A snapshot of nobody's case, with these texts; `f`: the one that must be seen in it.

    `gemensamt`: the fields that the unit itself gives (its name, its colour).
    """
    s = slag(typ)
    varden = {**s.exempel, **(f.exempel if f else {}), **gemensamt}
    lasta = Texter(typ, texter)

    def i_text(v: Any) -> Any:
        """An example may say "@name": that text, its places filled with their own examples."""
        if isinstance(v, str) and v.startswith("@"):
            return lasta(v[1:], **s.formuleringar[v[1:]].platser)
        if isinstance(v, Mapping):
            return {k: i_text(x) for k, x in v.items()}
        if isinstance(v, list):  # of texts: one with several lines is as many
            return [y for x in v for y in (i_text(x).split("\n") if isinstance(x, str) else [i_text(x)])]
        return v.isoformat() if isinstance(v, date) else v

    u = _prov(
        DOKUMENTSLAG[typ].underlag, i_text(varden) | {"texter": [{"namn": t.namn, "text": t.text} for t in texter]}
    )
    return cast(Dokumentunderlag, u)


def _prov(klass: Any, varden: Mapping[str, Any]) -> Any:
    """A snapshot of these values; what they leave out is as empty as its type allows."""
    typer = falttyper(klass)
    ut = {}
    for f in fields(klass):
        if f.name in varden:
            ut[f.name] = _last(typer[f.name], varden[f.name])
        elif f.default is MISSING and f.default_factory is MISSING:
            ut[f.name] = _tomt(typer[f.name])
    return klass(**ut)


def _last(typ: Any, varde: Any) -> Any:
    slag_, delar = get_origin(typ), get_args(typ)
    if slag_ is Annotated:
        return _last(delar[0], varde)
    if slag_ in (Union, UnionType) and NoneType in delar and varde == "":
        return None
    if slag_ is tuple and is_dataclass(delar[0]):
        return tuple(_prov(delar[0], v) for v in varde)
    if is_dataclass(typ):
        return _prov(typ, varde)
    return las_varde(typ, varde)


def _tomt(typ: Any) -> Any:
    slag_, delar = get_origin(typ), get_args(typ)
    if slag_ is Annotated:
        return _tomt(delar[0])
    if slag_ in (Union, UnionType):
        return None
    if slag_ is tuple:
        return ()
    if is_dataclass(typ):
        return _prov(typ, {})
    return date(2024, 9, 10) if typ is date else typ()
