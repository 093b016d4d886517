"""The logotype of documents: a picture is checked, made a plain PNG, and kept under its sum for good."""

from __future__ import annotations

import hashlib
import io
import warnings
from pathlib import Path

from sqlalchemy import select

from ..fel import Nekad
from ..models import Logotyp
from ..texter.datum import datum_kort
from ..texter.samtal import storlek_ord
from .arbetsenhet import Arbetsenhet
from .handling import handling, krav_roll, redan_gjord
from .typer import Andring

HOGST_BYTE = 2 * 1024 * 1024
HOGST_SIDA = 4000
MINST_SIDA = 40
SPARAD_SIDA = 720
"""Some 430 dots per inch where it is printed: sharp, and small enough to stand in every document."""


def las_fil(vag: Path) -> bytes:
    """The bytes of a picture. Raises Nekad if it is too large or cannot be read."""
    try:
        if not vag.is_file():
            raise Nekad("ingen_fil", "Välj en bildfil.", "logga")
        if (storlek := vag.stat().st_size) > HOGST_BYTE:
            raise Nekad("stor", f"Bilden är {storlek_ord(storlek)}. En logotyp får vara högst 2 MB.", "logga")
        return vag.read_bytes()
    except OSError:
        raise Nekad("olasbar", "Filen går inte att läsa. Kontrollera att den finns kvar.", "logga") from None


def som_png(data: bytes) -> tuple[bytes, int, int]:
    """The picture as RGB or RGBA in a PNG without anything else in it, and its size. Raises Nekad with one sentence.

    Told by its bytes: only PNG and JPEG, and nothing that would unpack to more than a screen or two.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(data) > HOGST_BYTE:
        raise Nekad("stor", f"Bilden är {storlek_ord(len(data))}. En logotyp får vara högst 2 MB.", "logga")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            bild: Image.Image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            if max(bild.size) > HOGST_SIDA:
                raise Nekad(
                    "stor", f"Bilden är {bild.width} × {bild.height} punkter. Högst {HOGST_SIDA} går bra.", "logga"
                )
            bild = ImageOps.exif_transpose(bild)
            if min(bild.size) < MINST_SIDA:
                raise Nekad(
                    "liten",
                    f"Bilden är {bild.width} × {bild.height} punkter och blir suddig. Minst {MINST_SIDA} behövs.",
                    "logga",
                )
            if bild.mode.startswith("I"):
                bild = bild.point(lambda v: v / 256).convert("L")  # 16 bits of grey
            genomskinlig = bild.mode in ("RGBA", "LA", "PA") or "transparency" in bild.info
            bild = bild.convert("RGBA" if genomskinlig else "RGB")
            bild.thumbnail((SPARAD_SIDA, SPARAD_SIDA))
            bild.info.clear()
            ut = io.BytesIO()
            bild.save(ut, "PNG", optimize=True)
    except Nekad:
        raise
    except UnidentifiedImageError:
        raise Nekad("bildtyp", "Filen är varken PNG eller JPEG. Spara om bilden som PNG.", "logga") from None
    except Exception:  # noqa: BLE001 - what Pillow meets in a damaged file comes out as almost anything
        raise Nekad("trasig", "Bilden går inte att läsa. Den är skadad eller inte hel.", "logga") from None
    return ut.getvalue(), bild.width, bild.height


def lagg_in(e: Arbetsenhet, data: bytes) -> Andring:
    """Keeps a picture so that it can be chosen; one that is there already is not doubled."""
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    krav_roll(e.aktor, "systemspecialist")
    png, bredd, hojd = som_png(data)
    with handling(e, "logotyp", "installning") as h:
        if e.session.get(Logotyp, summa := hashlib.sha256(png).hexdigest()) is None:
            e.session.add(
                Logotyp(sha256=summa, bredd=bredd, hojd=hojd, innehall=png, tillagd=e.nu, tillagd_av=e.aktor.anvandare)
            )
    return h.andring


def lagg_in_fil(e: Arbetsenhet, fil: Path) -> tuple[tuple[str, str], ...]:
    """Keeps the picture of a file. Returns all that can be chosen, that one first."""
    png, _, _ = som_png(las_fil(fil))
    lagg_in(e, png)
    summa = hashlib.sha256(png).hexdigest()
    return tuple(sorted(valbara(e), key=lambda v: v[0] != summa))


def valbara(e: Arbetsenhet) -> tuple[tuple[str, str], ...]:
    """(sum, words) of those kept, the newest first."""
    rader = e.session.execute(
        select(Logotyp.sha256, Logotyp.tillagd, Logotyp.bredd, Logotyp.hojd).order_by(
            Logotyp.tillagd.desc(), Logotyp.sha256
        )
    )
    return tuple(
        (r.sha256, f"Inlagd {datum_kort(r.tillagd.date(), e.idag)}, {r.bredd} × {r.hojd} punkter") for r in rader
    )


def finns(e: Arbetsenhet, summa: str) -> bool:
    return e.session.scalar(select(Logotyp.sha256).where(Logotyp.sha256 == summa)) is not None
