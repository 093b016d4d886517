"""The package of an XLSX file, looked into before anything in it is trusted.

What an anordnare sends is read by nothing but this module and `ark`: a zip directory, and a handful of XML parts
through expat, which never sees a document type declaration to its end. So no entity is expanded, no link followed and
no formula or macro carried out. Every refusal is a Nekad with a code and a sentence of its own.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple
from xml.parsers import expat

from ...fel import Nekad
from ..xmlvakt import BIT, OkandKodning, har_doctype, krav_kand_kodning

STORSTA_FIL = 10 << 20
STORSTA_DEL = 16 << 20
STORSTA_INNEHALL = 64 << 20
STORSTA_PACKNING = 200
"""How many times its packed size a big part may unpack to; the text of a form stays below 30."""
_OMISSTANKT_FRAN = 1 << 20


class Granser(NamedTuple):
    """How many bytes a file may have, a part of it unpacked, and all of it."""

    fil: int
    del_: int
    innehall: int


FLEST_DELAR = 400
DJUPAST = 64

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_KRYPTERAD = "EncryptedPackage".encode("utf-16-le")
_MAKRO = re.compile(r"vbaproject|vbadata|(^|/)macrosheets/|\.xlm$|macroenabled|ms-office\.vba", re.IGNORECASE)
_INBADDAT = re.compile(
    r"(^|/)(externallinks|embeddings|activex|ctrlprops|querytables|webextensions)/|(^|/)connections\.xml$",
    re.IGNORECASE,
)

# What a broken archive breaks with, wherever in it the fault lies.
_ARKIVFEL = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, struct.error, NotImplementedError,
    RuntimeError, ValueError, OverflowError,
)  # fmt: skip


def nekad_storlek() -> Nekad:
    return Nekad("for_stor", "Filen är större än 10 MB. Ett ifyllt formulär är mycket mindre: ta bort bilder ur den.")


def trasig() -> Nekad:
    return Nekad("trasig", "Filen är skadad eller ingen XLSX-fil. Be anordnaren spara formuläret och skicka det igen.")


def _bomb() -> Nekad:
    return Nekad("zipbomb", "Filen packar upp till orimligt mycket data och läses inte.")


def _farlig_xml() -> Nekad:
    return Nekad(
        "farlig_xml", "Filen innehåller XML-deklarationer (DOCTYPE) som inte hör hemma i ett formulär och läses inte."
    )


def _krypterad() -> Nekad:
    return Nekad("losenord", "Filen är skyddad med lösenord. Be anordnaren spara den utan lösenord.")


class Paket:
    """A package that may be read: its parts by name."""

    def __init__(self, data: bytes, granser: Granser | None = None) -> None:
        """`granser`: those of a form unless others are given."""
        self._granser = granser or Granser(STORSTA_FIL, STORSTA_DEL, STORSTA_INNEHALL)
        if len(data) > self._granser.fil:
            raise nekad_storlek()
        if data.startswith(_OLE):
            if _KRYPTERAD in data:
                raise _krypterad()
            raise Nekad("gammalt_format", "Filen är i ett äldre format (.xls). Be anordnaren spara den som XLSX.")
        if not data.startswith(b"PK"):
            raise trasig()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            delar = self._zip.infolist()
        except _ARKIVFEL:
            raise trasig() from None
        _granska_katalogen(delar, self._granser)
        self._delar = {d.filename: d for d in delar if not d.is_dir()}
        self._uppackat = 0
        if self._inleds("mimetype", b"application/vnd.oasis"):
            raise Nekad("ods", "Filen är i OpenDocument-format. Be anordnaren spara den som XLSX.")
        for namn in self._delar:
            if namn.lower().endswith((".xml", ".rels", ".vml")) and self._har_doctype(namn):
                raise _farlig_xml()
        if _MAKRO.search(self.las("[Content_Types].xml").decode("latin-1").replace("\0", "")):
            raise _makron()

    def finns(self, namn: str) -> bool:
        return namn in self._delar

    def _har_doctype(self, namn: str) -> bool:
        try:
            return har_doctype(self._borjan(namn))
        except OkandKodning:
            raise trasig() from None

    def _borjan(self, namn: str) -> bytes:
        """The first bytes of a part: a document type declaration stands before the first element."""
        try:
            with self._zip.open(self._delar[namn]) as strom:
                return strom.read(BIT)
        except _ARKIVFEL:
            raise trasig() from None

    def _inleds(self, namn: str, med: bytes) -> bool:
        return namn in self._delar and self._borjan(namn).startswith(med)

    def las(self, namn: str) -> bytes:
        """A part as a whole. The bytes are counted as they are unpacked, whatever the directory says."""
        if namn not in self._delar:
            raise trasig()
        bitar: list[bytes] = []
        langd = 0
        try:
            with self._zip.open(self._delar[namn]) as strom:
                while bit := strom.read(BIT):
                    langd += len(bit)
                    self._uppackat += len(bit)
                    if langd > self._granser.del_ or self._uppackat > self._granser.innehall:
                        raise _bomb()
                    bitar.append(bit)
        except _ARKIVFEL:
            raise trasig() from None
        return b"".join(bitar)

    def lankar(self, del_: str) -> dict[str, tuple[str, str]]:
        """(kind, part) of the relations of a part ("" = the package), by id. Those that lead out are left out."""
        mapp, namn = posixpath.split(del_)
        fil = posixpath.join(mapp, "_rels", f"{namn}.rels")
        ut: dict[str, tuple[str, str]] = {}
        if not self.finns(fil):
            return ut

        def element(tagg: str, a: dict[str, str]) -> None:
            if tagg == "Relationship" and a.get("TargetMode") != "External":
                mal = a.get("Target", "")
                full = mal[1:] if mal.startswith("/") else posixpath.normpath(posixpath.join(mapp, mal))
                ut[a.get("Id", "")] = (a.get("Type", "").rsplit("/", 1)[-1], full)

        las_xml(self.las(fil), element)
        return ut


def _makron() -> Nekad:
    return Nekad("makron", "Filen innehåller makron. Be anordnaren spara den som en vanlig XLSX-fil utan makron.")


def _granska_katalogen(delar: list[zipfile.ZipInfo], granser: Granser) -> None:
    """What the directory of the archive tells already."""
    if len(delar) > FLEST_DELAR or sum(d.file_size for d in delar) > granser.innehall:
        raise _bomb()
    for d in delar:
        if d.file_size > _OMISSTANKT_FRAN and d.file_size > STORSTA_PACKNING * max(d.compress_size, 1):
            raise _bomb()
    if any(d.flag_bits & 1 for d in delar):
        raise _krypterad()
    namnen = [d.orig_filename for d in delar]
    if len({n.lower() for n in namnen}) < len(namnen) or any(_listig(n) for n in namnen):
        raise Nekad("sokvag", "Filen innehåller delar med otillåtna namn eller sökvägar och läses inte.")
    if any(d.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for d in delar):
        raise trasig()
    if any(_MAKRO.search(n) for n in namnen):
        raise _makron()
    if any(_INBADDAT.search(n) for n in namnen):
        raise Nekad(
            "inbaddat",
            "Filen innehåller länkar till andra filer eller inbäddade objekt. "
            "Be anordnaren fylla i formuläret utan sådana.",
        )


def _listig(namn: str) -> bool:
    """A name that leads out of the package, or that two readers would understand differently."""
    return (
        namn.startswith("/")
        or "\\" in namn
        or ":" in namn
        or any(ord(t) < 32 for t in namn)
        or ".." in namn.split("/")
    )


# --- XML -----------------------------------------------------------------------------------------------------------


def las_xml(
    data: bytes,
    element: Callable[[str, dict[str, str]], None],
    slut: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Goes through a part. Names come without their namespace: writers differ in prefixes and editions of the format.

    Raises Nekad("trasig") for XML that is not well formed or nested too deep, Nekad("farlig_xml") for a document
    type declaration.
    """
    djup = 0

    def borja(tagg: str, a: dict[str, str]) -> None:
        nonlocal djup
        djup += 1
        if djup > DJUPAST:
            raise trasig()
        element(tagg.rpartition(" ")[2], {k.rpartition(" ")[2]: v for k, v in a.items()} if a else a)

    def sluta(tagg: str) -> None:
        nonlocal djup
        djup -= 1
        if slut is not None:
            slut(tagg.rpartition(" ")[2])

    def doctype(*_: object) -> None:
        raise _farlig_xml()

    tolk = expat.ParserCreate(namespace_separator=" ")
    tolk.buffer_text = True
    tolk.StartDoctypeDeclHandler = doctype
    tolk.EntityDeclHandler = doctype
    tolk.XmlDeclHandler = krav_kand_kodning
    tolk.StartElementHandler = borja
    tolk.EndElementHandler = sluta
    if text is not None:
        tolk.CharacterDataHandler = text
    try:
        tolk.Parse(data, True)
    except (expat.ExpatError, OkandKodning):
        raise trasig() from None
