"""The logotype: what is taken in, made plain, and frozen in each document that was issued with it."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from io import BytesIO

import pytest
from arkivkontroll import kontrollera
from db.varld import AGARE, Varld
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.models import Dokument, Insats, Logotyp
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import installningar, logotyp
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, enhet
from kundvalsdesk.services.arendelage import hamta_insats
from kundvalsdesk.services.documents import avbrottsunderlag
from kundvalsdesk.services.documents.avbrottsdokument import Avbrottsunderlag
from kundvalsdesk.services.logotyp import som_png

IDAG = date(2024, 9, 10)


def bild(lage: str = "RGB", storlek: tuple[int, int] = (200, 80), form: str = "PNG", **mer: object) -> bytes:
    ut = BytesIO()
    Image.new(lage, storlek, 120 if lage in ("L", "I;16") else tuple([120] * len(lage))).save(ut, form, **mer)
    return ut.getvalue()


@pytest.mark.parametrize(
    ("data", "lage"),
    [
        (bild(), "RGB"),
        (bild("RGBA"), "RGBA"),
        (bild("LA"), "RGBA"),
        (bild("L"), "RGB"),
        (bild("I;16"), "RGB"),
        (bild("CMYK", form="JPEG"), "RGB"),
        (bild(form="JPEG", exif=b"Exif\0\0hemligt"), "RGB"),
    ],
)
def test_a_picture_is_made_plain(data: bytes, lage: str) -> None:
    png, bredd, hojd = som_png(data)
    ny = Image.open(BytesIO(png))
    assert (ny.format, ny.mode, ny.size) == ("PNG", lage, (bredd, hojd)) == ("PNG", lage, (200, 80))
    assert b"hemligt" not in png and som_png(png)[0] == png


def test_a_large_picture_is_made_smaller_and_a_turned_one_is_turned() -> None:
    assert som_png(bild(storlek=(3000, 600)))[1:] == (720, 144)
    vriden = Image.Exif()
    vriden[0x0112] = 6
    assert som_png(bild(form="JPEG", exif=vriden.tobytes()))[1:] == (80, 200)


def bomb() -> bytes:
    """A few bytes that say they are 60 000 dots wide and high."""
    huvud = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))
        for t, d in ((b"IHDR", huvud), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    )


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        (b"", "varken PNG eller JPEG"),
        (b"<svg xmlns='x'/>", "varken PNG eller JPEG"),
        (b"GIF89a" + b"\0" * 40, "varken PNG eller JPEG"),
        (bild()[:-40], "skadad"),
        (bild(storlek=(30, 30)), "30 × 30 punkter"),
        (bild(storlek=(4500, 50)), "Högst 4000"),
        (bomb(), "Högst 4000|skadad"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * (2 * 1024 * 1024), "högst 2 MB"),
    ],
)
def test_what_is_no_logotype_is_refused_with_a_sentence(data: bytes, mening: str) -> None:
    with pytest.raises(Nekad, match=mening) as fel:
        som_png(data)
    assert fel.value.falt == "logga"


def test_whatever_pillow_meets_in_a_damaged_picture_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def skadad(_: object) -> None:
        raise struct.error("required argument is not an integer")  # of a PNG whose EXIF has the wrong type

    monkeypatch.setattr("PIL.ImageOps.exif_transpose", skadad)
    with pytest.raises(Nekad, match="skadad"):
        som_png(bild())


@pytest.mark.parametrize(
    ("farg", "svar"),
    [("", ""), ("#0b5fa5", "#0B5FA5"), ("#767676", "#767676"), ("#777777", None), ("#FFFFFF", None), ("blå", None),
     ("#12345", None), ("#0B5FA5;", None)],
)  # fmt: skip
def test_a_colour_can_be_read_on_white(farg: str, svar: str | None) -> None:
    if svar is not None:
        assert installningar.prova_farg(farg) == svar
        return
    with pytest.raises(Nekad) as fel:
        installningar.prova_farg(farg)
    assert fel.value.falt == "farg"


def valj(v: Varld, storlek: tuple[int, int] | None, farg: str) -> str:
    with enhet(v.databas, AGARE, v.regelverk, IDAG, skriv=True) as e:
        if storlek:
            logotyp.lagg_in(e, bild(storlek=storlek))
    with enhet(v.databas, AGARE, v.regelverk, IDAG, skriv=True) as e:
        summa = next((s for s, ord_ in logotyp.valbara(e) if storlek and f"{storlek[0]} × " in ord_), "")
        sedd = installningar.formular_organisation(e).sedd_version
        installningar.spara_organisation(e, sedd, {"logga": summa, "farg": farg})
    return summa


def utfardat(v: Varld, kommentar: str) -> tuple[Avbrottsunderlag, bytes]:
    def arende(e: Arbetsenhet) -> Insats:
        if e.session.scalar(select(Insats.id).where(Insats.nyckel == "I1")) is None:
            e.session.add(
                Insats(
                    nyckel="I1", kund_id=1, kod="AMI2", kundval="AMI", start=date(2024, 8, 26),
                    sista_dag=date(2024, 9, 13), avslutsbeslut=date(2024, 9, 9), avslutstyp="avbruten",
                    avslutsorsak="flytt",
                )
            )  # fmt: skip
            e.session.flush()
        return hamta_insats(e, "I1")

    with enhet(v.databas, AGARE, v.regelverk, IDAG, skriv=True) as e:
        i = arende(e)
        i.avslut_kommentar = kommentar
        e.session.flush()
        ut = avbrottsunderlag.utfarda(e, i, None)
        d = e.session.get_one(Dokument, ut.dokument_id)
        return Avbrottsunderlag.fran_json(d.underlag), bytes(d.innehall)


def bilder(pdf: bytes) -> list[tuple[int, int]]:
    return [b.image.size for b in PdfReader(BytesIO(pdf)).pages[0].images if b.image is not None]


def test_each_document_keeps_the_logotype_it_was_issued_with(databas: Databas, regelverk: Regelverkssamling) -> None:
    v = Varld(databas, regelverk)
    ett = valj(v, (200, 80), "#7a1f4f")
    u1, pdf1 = utfardat(v, "Ett.")
    tva = valj(v, (300, 90), "")
    u2, pdf2 = utfardat(v, "Två.")
    valj(v, None, "")
    u3, pdf3 = utfardat(v, "Tre.")
    assert [(u.logga, u.farg) for u in (u1, u2, u3)] == [(ett, "#7A1F4F"), (tva, ""), ("", "")]
    assert [bilder(p) for p in (pdf1, pdf2, pdf3)] == [[(200, 80)], [(300, 90)], []]
    assert kontrollera(pdf1) == []
    with enhet(databas, AGARE, regelverk, IDAG) as e:
        assert len(logotyp.valbara(e)) == 2
    valj(v, (200, 80), "")
    with enhet(databas, AGARE, regelverk, IDAG, skriv=True) as e:
        assert len(logotyp.valbara(e)) == 2
        e.session.get_one(Logotyp, ett).innehall = b"x"
    with pytest.raises(Databasfel, match="Logotypen är skadad"):
        utfardat(v, "Fyra.")
