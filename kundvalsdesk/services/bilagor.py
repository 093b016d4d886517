"""Files kept with a case: taken in as they are, given back as they are, byte for byte."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

from sqlalchemy import select

from ..fel import Nekad
from ..models import Bilaga, Insats
from ..texter.samtal import storlek_ord, tidpunkt
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text, oppna_arende
from .arendeposter import Post, Poster
from .arendetyper import Falt, Stegval
from .filtyp import TYPER, filtyp
from .fritext import hamta_i_arendet, namn_for, utan_kundens_namn
from .handling import handling, kontrollera_version, las_raden, redan_gjord
from .paket.beslut import prova_paket
from .skydd import utan_namnet
from .typer import Andring

HOGST_BYTE = 25 * 1024 * 1024
FOR_STOR = "Filen är {n}. En bilaga får vara högst 25 MB."
VAD = "Bilagan"


def lagg_till(e: Arbetsenhet, insats: str, namn: str, data: bytes) -> Andring:
    """Keeps a file. `namn`: what it was called. Raises Nekad for one that is too large, of another kind, or known."""
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    i = oppna_arende(e, insats)
    prova_paket(e, "bilaga")
    if len(data) > HOGST_BYTE:
        raise Nekad("stor", FOR_STOR.format(n=storlek_ord(len(data))))
    if not data:
        raise Nekad("tom", "Filen är tom.")
    typ = filtyp(data)
    namn = _stadat(namn, typ.andelse)
    utan_kundens_namn(e, i, {"": namn})
    summa = hashlib.sha256(data).hexdigest()
    las_raden(e, i)  # the same file may be on its way in from another computer
    if e.session.scalar(select(Bilaga.id).where(Bilaga.insats_id == i.id, Bilaga.sha256 == summa)):
        raise Nekad("finns", "Samma fil finns redan i ärendet.")
    with handling(e, "bilaga_lagg_till", "bilaga") as h:
        e.session.add(
            Bilaga(
                insats_id=i.id, namn=namn, mediatyp=typ.mediatyp, storlek=len(data), sha256=summa, innehall=data,
                tillagd=e.nu, tillagd_av=e.aktor.anvandare,
            )
        )  # fmt: skip
        h.insats(i)
    return h.andring


def las_fil(vag: Path) -> bytes:
    """The bytes of a file to attach. Raises Nekad if it is too large or cannot be read; it is left as it is."""
    try:
        if not vag.is_file():
            raise Nekad("ingen_fil", "Bara filer kan bifogas, inte mappar.")
        if (storlek := vag.stat().st_size) > HOGST_BYTE:
            raise Nekad("stor", FOR_STOR.format(n=storlek_ord(storlek)))
        return vag.read_bytes()
    except OSError:
        raise Nekad("olasbar", "Filen går inte att läsa. Kontrollera att den finns kvar och inte är låst.") from None


def _stadat(namn: str, andelse: str) -> str:
    """A name that can be shown on a line: no folders, no control or direction marks; the ending tells its kind."""
    namn = namn.replace("\\", "/").rsplit("/", 1)[-1]
    namn = "".join(t for t in unicodedata.normalize("NFC", namn) if unicodedata.category(t)[0] != "C").strip()
    stam, punkt, gammal = namn.rpartition(".")
    if punkt and gammal.lower() in {t.andelse for t in TYPER.values()} | {"jpeg", "tiff"}:
        namn = stam
    return f"{namn.strip()[:180] or 'bilaga'}.{andelse}"


def innehall(e: Arbetsenhet, insats: str, bilaga_id: int) -> tuple[str, bytes]:
    """A suggested file name, which names nobody, and the unchanged bytes. Raises Nekad if they have been altered."""
    i = oppna_arende(e, insats)
    b = hamta_i_arendet(e, Bilaga, i, bilaga_id, VAD)
    data = bytes(b.innehall)
    if hashlib.sha256(data).hexdigest() != b.sha256:
        raise Nekad(
            "andrad", "Bilagan stämmer inte med sin kontrollsumma och visas inte. Kontakta systemspecialisten."
        )
    typ = TYPER.get(b.mediatyp)
    return f"bilaga_{i.nyckel}_{b.id}.{typ.andelse if typ else 'bin'}", data


def ta_bort(e: Arbetsenhet, insats: str, bilaga_id: int, sedd_version: int, skal: str) -> Andring:
    """Takes a file away for good; that it was there, who took it away and why stand in the log."""
    i = oppna_arende(e, insats)
    b = hamta_i_arendet(e, Bilaga, i, bilaga_id, VAD)
    kontrollera_version(e, b, sedd_version, {})
    skal = krav_text(skal, "Skälet", "skal")
    utan_kundens_namn(e, i, {"skal": skal})
    with handling(e, "bilaga_ta_bort", "bilaga") as h:
        h.anteckna(b, "skal", skal)
        e.session.delete(b)
        h.insats(i)
    return h.andring


def hamta(e: Arbetsenhet, insats: str) -> Poster:
    """The attachments of a case, newest first, without their bytes. Raises Nekad for a role without cases."""
    i = oppna_arende(e, insats)
    alla = e.session.scalars(
        select(Bilaga).where(Bilaga.insats_id == i.id).order_by(Bilaga.tillagd.desc(), Bilaga.id.desc())
    ).all()
    namn = namn_for(e, [b.tillagd_av for b in alla])
    return utan_namnet(e, i, Poster(tuple(_post(e, i, b, namn.get(b.tillagd_av, b.tillagd_av)) for b in alla)))


def _post(e: Arbetsenhet, i: Insats, b: Bilaga, vem: str) -> Post:
    typ = TYPER.get(b.mediatyp)
    vad = f"{typ.ord if typ else 'fil'}, {storlek_ord(b.storlek)}"
    return Post(
        slag="bilaga", id=b.id, rubrik=b.namn, under=f"{vad} · {tidpunkt(b.tillagd, e.idag)}",
        fakta=(("Slag", vad[:1].upper() + vad[1:]), ("Tillagd", tidpunkt(b.tillagd, e.idag)), ("Av", vem),
               ("Kontrollsumma", f"{b.sha256[:16]} …")),
        steg=(Stegval("bilaga_ta_bort", "Ta bort bilagan", "Ta bort", str(b.id), b.version,
                      (Falt("skal", "Skäl", "stor_text", hjalp="Står i loggen."),),
                      hjalp="Filen tas bort ur ärendet och går inte att få tillbaka."),),
        fil="bilaga", filord="Spara som …", mediatyp=b.mediatyp,
    )  # fmt: skip
