"""The journal of a case. A draft is its author's own; a signed note is locked, and a new one corrects it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, or_, select

from ..fel import Nekad
from ..models import Anteckning, Insats
from ..texter.datum import datum_ord
from ..texter.samtal import tidpunkt
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_i_framtiden, krav_text, oppna_arende, rimligt
from .arendeposter import Post, Poster
from .arendetyper import Falt, Stegval
from .fritext import hamta_i_arendet, namn_for, utan_kundens_namn
from .handling import handling, kontrollera_version, las_raden
from .skydd import utan_namnet
from .typer import Andring

VAD = "Anteckningen"


def synliga(e: Arbetsenhet) -> object:
    """Condition: the notes that the actor may read, signed ones and drafts of their own."""
    return or_(Anteckning.signerad.is_not(None), Anteckning.skriven_av == e.aktor.anvandare)


def _utkast(e: Arbetsenhet, i: Insats, anteckning_id: int, sedd_version: int, mina: dict[str, object]) -> Anteckning:
    """A draft of one's own. That somebody else has one is not told."""
    a = hamta_i_arendet(e, Anteckning, i, anteckning_id, VAD)
    if a.signerad is None and a.skriven_av != e.aktor.anvandare:
        raise Nekad("okand_post", f"{VAD} finns inte längre i ärendet. Hämta om ärendet.")
    kontrollera_version(e, a, sedd_version, mina)
    if a.signerad is not None:
        raise Nekad("signerad", "Anteckningen är signerad och ändras inte. Skriv en rättelse.")
    return a


def skriv(
    e: Arbetsenhet, insats: str, datum: date, rubrik: str, text: str, signera: bool,
    *, utkast: int | None = None, rattar: int | None = None, sedd_version: int = 0,
) -> Andring:  # fmt: skip
    """A new note, a draft written on (`utkast`), or a correction of a signed note (`rattar`)."""
    i = oppna_arende(e, insats)
    inte_i_framtiden(e, datum, "datum")
    rimligt(datum, "datum")
    text = krav_text(text, "Anteckningen", "text")
    rubrik = rubrik.strip()
    mina: dict[str, object] = {"datum": datum, "rubrik": rubrik, "text": text}
    a = _utkast(e, i, utkast, sedd_version, mina) if utkast is not None else None
    if rattar is not None:
        _krav_rattbar(e, i, rattar, sedd_version)
    utan_kundens_namn(e, i, {"rubrik": rubrik, "text": text})
    with handling(e, "anteckning_skriv", "anteckning") as h:
        if a is None:
            a = Anteckning(insats_id=i.id, skriven_av=e.aktor.anvandare, rattar_id=rattar)
            e.session.add(a)
        a.datum, a.rubrik, a.text = datum, rubrik or None, text
        if signera:
            _signera(e, a)
        h.insats(i)
    return h.andring


def _krav_rattbar(e: Arbetsenhet, i: Insats, rattar: int, sedd_version: int) -> None:
    gammal = hamta_i_arendet(e, Anteckning, i, rattar, VAD)
    if gammal.signerad is None:
        raise Nekad("ej_signerad", "Anteckningen är inte signerad ännu. Skriv vidare på den i stället.")
    kontrollera_version(e, gammal, sedd_version, {})
    _ej_rattad(e, rattar)


def _ej_rattad(e: Arbetsenhet, rattar: int) -> None:
    if e.session.scalar(select(Anteckning.id).where(Anteckning.rattar_id == rattar, Anteckning.signerad.is_not(None))):
        raise Nekad("rattad", "Anteckningen är redan rättad. Rätta den senaste i stället.")


def _signera(e: Arbetsenhet, a: Anteckning) -> None:
    """A draft of a correction may have lain while somebody else corrected the same note."""
    if a.rattar_id is not None:
        las_raden(e, e.session.get_one(Anteckning, a.rattar_id))
        with e.session.no_autoflush:
            _ej_rattad(e, a.rattar_id)
    a.signerad, a.signerad_av = e.nu, e.aktor.anvandare


def signera(e: Arbetsenhet, insats: str, anteckning_id: int, sedd_version: int) -> Andring:
    """Locks a draft of one's own."""
    i = oppna_arende(e, insats)
    a = _utkast(e, i, anteckning_id, sedd_version, {})
    with handling(e, "anteckning_signera", "anteckning") as h:
        _signera(e, a)
        h.insats(i)
    return h.andring


def kasta(e: Arbetsenhet, insats: str, anteckning_id: int, sedd_version: int) -> Andring:
    """Throws away a draft of one's own: it was never part of the journal."""
    i = oppna_arende(e, insats)
    a = _utkast(e, i, anteckning_id, sedd_version, {})
    with handling(e, "anteckning_kasta", "anteckning") as h:
        e.session.delete(a)
        h.insats(i)
    return h.andring


def hamta(e: Arbetsenhet, insats: str) -> Poster:
    """The journal as the actor may read it, newest first. Raises Nekad for a role without cases."""
    i = oppna_arende(e, insats)
    a = Anteckning
    alla = e.session.scalars(
        select(a).where(and_(a.insats_id == i.id, synliga(e))).order_by(a.datum.desc(), a.id.desc())  # type: ignore[arg-type]
    ).all()
    namn = namn_for(e, [x.skriven_av for x in alla])
    dagar = {x.id: x.datum for x in alla}
    rattade = {x.rattar_id for x in alla if x.rattar_id and x.signerad}
    rader = tuple(_post(e, x, namn.get(x.skriven_av, x.skriven_av), dagar, x.id in rattade) for x in alla)
    return utan_namnet(e, i, Poster(rader, (_formular(e, None, ""),)))


def _post(e: Arbetsenhet, a: Anteckning, vem: str, dagar: dict[int, date], rattad: bool) -> Post:
    fakta = (
        ("Gäller", datum_ord(a.datum)),
        ("Skriven av", vem),
        ("Signerad", tidpunkt(a.signerad, e.idag) if a.signerad else "Inte ännu. Bara du ser utkastet."),
        ("Rättar", f"anteckningen från {datum_ord(dagar[a.rattar_id])}" if a.rattar_id in dagar else ""),
    )
    marke = "utkast" if a.signerad is None else "rättad" if rattad else "rättelse" if a.rattar_id else ""
    steg: tuple[Stegval, ...]
    if a.signerad is None:
        steg = (_formular(e, a, ""), _signerasteg(a), _kastasteg(a))
    else:
        steg = () if rattad else (_formular(e, a, "ratta:"),)
    return Post(
        slag="anteckning", id=a.id, rubrik=a.rubrik or _forsta_orden(a.text), under=f"{datum_ord(a.datum)} · {vem}",
        marke=marke, viktig=a.signerad is None, fakta=tuple(f for f in fakta if f[1]), text=a.text, steg=steg,
    )  # fmt: skip


def _forsta_orden(text: str) -> str:
    rad = text.split("\n", 1)[0]
    return rad if len(rad) <= 60 else rad[:60].rsplit(" ", 1)[0] + " …"


def _formular(e: Arbetsenhet, a: Anteckning | None, vad: str) -> Stegval:
    falt = (
        Falt("datum", "Gäller dagen", "datum", varde=(a.datum if a else e.idag).isoformat()),
        Falt("rubrik", "Rubrik", "text", kravs=False, varde=(a.rubrik or "") if a else ""),
        Falt("text", "Anteckning", "stor_text", varde=a.text if a else ""),
        Falt("spara_som", "Spara som", "val", varde="utkast" if not vad else "signerad",
             val=(("utkast", "Utkast, som bara du ser"), ("signerad", "Signerad, och därmed låst"))),
    )  # fmt: skip
    if a is None:
        return Stegval("anteckning_skriv", "Ny anteckning", "Spara", falt=falt)
    if vad:
        return Stegval(
            "anteckning_skriv", "Rätta anteckningen", "Spara rättelsen", f"{vad}{a.id}", a.version, falt,
            hjalp="Den signerade anteckningen står kvar. Rättelsen blir en ny som hänvisar till den.",
        )  # fmt: skip
    return Stegval("anteckning_skriv", "Skriv vidare", "Spara", str(a.id), a.version, falt)


def _signerasteg(a: Anteckning) -> Stegval:
    return Stegval(
        "anteckning_signera", "Signera anteckningen", "Signera", str(a.id), a.version,
        hjalp="En signerad anteckning kan inte ändras. Rättelser blir nya anteckningar.",
    )  # fmt: skip


def _kastasteg(a: Anteckning) -> Stegval:
    return Stegval(
        "anteckning_kasta", "Släng utkastet", "Släng", str(a.id), a.version,
        hjalp="Utkastet tas bort. Det går inte att få tillbaka.",
    )  # fmt: skip
