"""Our documents are PDF/A-2b and PDF/UA-1; and each point of the checker is one that can be broken alone."""

from __future__ import annotations

import importlib.util
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from arkivkontroll import PUNKTER, elementtexter, kontrollera
from arkivkontroll.exempel import AVSANDARE, HUVUD, KUND, bra, delar, sparad
from arkivkontroll.lasare import Fil
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream, String

from kundvalsdesk.resurser import resurs
from kundvalsdesk.services.documents import mall


@pytest.mark.parametrize(
    ("huvud", "avsandare", "ganger"),
    [
        (HUVUD, AVSANDARE, 1),
        (replace(HUVUD, sekretess=False, forhandsgranskning=False, undertitel=""), replace(AVSANDARE, logga=b""), 1),
        (replace(HUVUD, forhandsgranskning=False), replace(AVSANDARE, farg=""), 40),
    ],
    ids=["all marks", "no marks", "all over pages"],
)
def test_a_document_of_every_part_is_for_the_archive_and_for_everyone(
    huvud: mall.Dokumenthuvud, avsandare: mall.Avsandare, ganger: int
) -> None:
    assert kontrollera(mall.bygg(huvud, avsandare, delar(ganger))) == []


def test_letters_of_many_alphabets_are_in_order_too() -> None:
    """More letters than a simple font has codes: ReportLab makes several parts of the typeface."""
    tecken = "".join(chr(n) for n in [*range(0xA1, 0xAD), *range(0xAE, 0x250), *range(0x1E00, 0x1F00)])
    data = mall.bygg(HUVUD, AVSANDARE, [*mall.lopande(tecken), *mall.lopande("1/2 – ½ — “citat” … €")])
    assert kontrollera(data) == []


def test_what_pikepdf_saves_anew_has_no_faults_either() -> None:
    """So a fault in what is broken below comes from the breaking."""
    assert kontrollera(sparad(pikepdf.open(BytesIO(bra())))) == []


# --- one way to break each point -------------------------------------------------------------------------------

Brott = Callable[[Any], Any]
BROTT: dict[str, tuple[Brott, bool, set[str]]] = {}


def bryter(punkt: str, *aven: str, byte: bool = False) -> Callable[[Brott], Brott]:
    """`aven`: points that cannot but break too. `byte`: takes and gives bytes, not a pikepdf.Pdf."""

    def skriv_in(brott: Brott) -> Brott:
        assert punkt not in BROTT
        BROTT[punkt] = (brott, byte, {*aven})
        return brott

    return skriv_in


def byt(data: bytes, gammalt: bytes, nytt: bytes) -> bytes:
    """The last place where it stands; the length must be kept, so that the offsets still hold."""
    assert len(gammalt) == len(nytt)
    vid = data.rindex(gammalt)
    return data[:vid] + nytt + data[vid + len(gammalt) :]


@pytest.mark.parametrize("punkt", PUNKTER)
def test_a_broken_point_is_named(punkt: str) -> None:
    brott, byte, aven = BROTT[punkt]
    if byte:
        data = brott(bra())
    else:
        pdf = pikepdf.open(BytesIO(bra()))
        svar = brott(pdf)
        data = sparad(pdf, **(svar or {}))
    assert data != bra()
    assert {namn for namn, _ in kontrollera(data)} == {punkt, *aven}


def test_no_way_to_break_is_left_over() -> None:
    assert BROTT.keys() == PUNKTER.keys()


bryter("huvud", byte=True)(lambda d: d.replace(b"%PDF-1.7", b"%PDF-2.0", 1))
bryter("slut", byte=True)(lambda d: d + b"\n\n")
bryter("filens_id", byte=True)(lambda d: byt(d, b"/ID", b"/IX"))
bryter("objektens_form", byte=True)(lambda d: byt(d, b"\nendobj", b" endobj"))
bryter("strommarnas_langd", byte=True)(lambda d: byt(d, b"\nendstream", b" endstream"))
bryter("hexstrangar", byte=True)(lambda d: byt(d, d[d.rindex(b">]") - 1 :][:2], b"> "))
bryter("antal_objekt", byte=True)(lambda d: re.sub(rb"/Size \d+", b"/Size 99999999", d))


@bryter("binar_anmarkning", byte=True)
def _(d: bytes) -> bytes:
    return d[:10] + b"text" + d[14:]


@bryter("korsreferens", "objektens_form", byte=True)
def _(d: bytes) -> bytes:
    vid = d.rindex(b"xref\n", 0, d.rindex(b"startxref"))
    rad = re.compile(rb"(\d{10}) 00000 n").search(d, vid)
    assert rad
    return d[: rad.start()] + b"%010d" % (int(rad[1]) + 1) + d[rad.start() + 10 :]


@bryter("kryptering")
def _(p: Any) -> dict[str, Any]:
    return {"encryption": pikepdf.Encryption(owner="agare", user="", metadata=False)}


def i_roten(nyckel: str, varde: Any) -> Brott:
    def brott(p: Any) -> None:
        p.Root[nyckel] = varde(p) if callable(varde) else varde

    return brott


bryter("namnens_langd")(i_roten("/" + "x" * 128, 1))
bryter("tal")(i_roten("/X", 2**31))
bryter("strangars_langd")(i_roten("/X", String("x" * 32768)))
bryter("rattigheter")(i_roten("/Perms", Dictionary(X=Dictionary())))
bryter("externa_strommar")(i_roten("/X", lambda p: Stream(p, b"", FFilter=Name.FlateDecode)))
bryter("filter_")(i_roten("/X", lambda p: Stream(p, b"\x80\x0b\x60\x50", Filter=Name.LZWDecode)))
bryter("atgarder")(i_roten("/OpenAction", Dictionary(S=Name.Named, N=Name.Print)))
bryter("utlosare")(i_roten("/AA", Dictionary()))
bryter("formularfalt")(i_roten("/AcroForm", Dictionary(NeedAppearances=True)))
bryter("inbaddade_filer")(i_roten("/Names", Dictionary(EmbeddedFiles=Dictionary())))
bryter("lager")(i_roten("/OCProperties", Dictionary(OCGs=[], D=Dictionary())))
bryter("andra_framstallningar")(i_roten("/Names", Dictionary(AlternatePresentations=Dictionary())))
bryter("krav_pa_lasaren")(i_roten("/Requirements", Array([])))
bryter("katalogens_version")(i_roten("/Version", Name("/2.0")))
bryter("sprak")(i_roten("/Lang", String("på svenska")))
bryter("visar_titel")(i_roten("/ViewerPreferences", Dictionary(DisplayDocTitle=False)))
bryter("uppmarkt")(i_roten("/MarkInfo", Dictionary(Marked=True, Suspects=True)))


@bryter("xmp_strom")
def _(p: Any) -> None:
    p.Root.Metadata.Subtype = Name.Text


def test_packed_metadata_are_named_too() -> None:
    """Not by way of a file: what saves it would unpack them."""
    fil = Fil(bra())
    fil.rot.Metadata = Stream(
        fil.pdf, zlib.compress(b"<x/>"), Type=Name.Metadata, Subtype=Name.XML, Filter=Name.FlateDecode
    )
    assert len([*PUNKTER["xmp_strom"].kontroll(fil)]) == 1


@bryter("sidmatt")
def _(p: Any) -> None:
    p.pages[0].obj.CropBox = Array([0, 0, 2, 842])


@bryter("namn_ar_utf8")
def _(p: Any) -> None:
    font = typsnitt(p)
    font.BaseFont = font.FontDescriptor.FontName = pikepdf.Object.parse(b"/AAAAAA+Noto#FF")


# what is drawn


def fore(p: Any, innehall: bytes, efter: bytes = b"") -> None:
    sida = p.pages[0].obj
    sida.Contents = Stream(p, innehall + b"\n" + sida.Contents.read_bytes() + b"\n" + efter)


def ritat(innehall: bytes, efter: bytes = b"") -> Brott:
    return lambda p: fore(p, innehall, efter)


bryter("q_djup")(ritat(b"q " * 29, b"Q " * 29))
bryter("operatorer")(ritat(b"BX 1 okand EX"))
bryter("resurser")(ritat(b"/Saknas gs"))
bryter("farger")(ritat(b"0 0 0 1 k"))
bryter("atergivning")(ritat(b"/Fel ri"))
bryter("innehall_markt")(ritat(b"0 0 m 9 9 l S"))
bryter("marken_i_ordning")(ritat(b"/Artifact <</Type /Layout>> BDC /Span <</MCID 0>> BDC EMC EMC", b""))
BROTT["marken_i_ordning"][2].add("mcid_en_gang")
bryter("mcid_en_gang")(ritat(b"/P <</MCID 0>> BDC EMC"))


@bryter("foraldratrad")
def _(p: Any) -> None:
    p.Root.StructTreeRoot.ParentTree.Nums[1][0] = p.Root.StructTreeRoot.ParentTree.Nums[1][1]


@bryter("overforing")
def _(p: Any) -> None:
    p.pages[0].obj.Resources.ExtGState = Dictionary(G0=Dictionary(TR=Name.Identity))


@bryter("blandning")
def _(p: Any) -> None:
    p.pages[0].obj.Resources.ExtGState = Dictionary(G0=Dictionary(BM=Name.Fel))


@bryter("grupper")
def _(p: Any) -> None:
    p.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)


def xobjekt(p: Any, slag: str) -> Any:
    return next(o for o in p.objects if isinstance(o, Stream) and o.get("/Subtype") == slag)


@bryter("bilder")
def _(p: Any) -> None:
    xobjekt(p, "/Image").Interpolate = True


@bryter("formular")
def _(p: Any) -> None:
    xobjekt(p, "/Form").Ref = Dictionary()


@bryter("avsikt")
def _(p: Any) -> None:
    p.Root.OutputIntents.append(Dictionary(p.Root.OutputIntents[0]))


@bryter("fargprofil")
def _(p: Any) -> None:
    profil = p.Root.OutputIntents[0].DestOutputProfile
    data = profil.read_bytes()
    profil.write(data[:8] + b"\x05" + data[9:])


# typefaces


def typsnitt(p: Any) -> Any:
    return next(iter(dict(p.pages[0].obj.Resources.Font.items()).values()))


def koden(p: Any) -> int:
    """Which code the letter has that is drawn most often."""
    traff = re.search(rb"<(..)> <0065>", typsnitt(p).ToUnicode.read_bytes())
    assert traff is not None
    return int(traff[1], 16)


def program(p: Any, till: str) -> None:
    """The letter that is drawn most often leads to another glyph."""
    strom = typsnitt(p).FontDescriptor.FontFile2
    font = TTFont(BytesIO(strom.read_bytes()))
    font["cmap"].tables[0].cmap[koden(p)] = till
    ut = BytesIO()
    font.save(ut)
    strom.write(ut.getvalue())


bryter("glyfer")(lambda p: program(p, "glyph60000"))
bryter("notdef")(lambda p: program(p, ".notdef"))


@bryter("typsnittsordbok")
def _(p: Any) -> None:
    typsnitt(p).LastChar = 300


@bryter("inbaddade")
def _(p: Any) -> None:
    del typsnitt(p).FontDescriptor.FontFile2


@bryter("glyfbredder")
def _(p: Any) -> None:
    typsnitt(p).Widths[koden(p)] += 2


@bryter("delmangder")
def _(p: Any) -> None:
    font = typsnitt(p)
    font.BaseFont = font.FontDescriptor.FontName = Name("/NotoSans-Bold")


@bryter("kodtabell")
def _(p: Any) -> None:
    typsnitt(p).Encoding = Name.WinAnsiEncoding


@bryter("unicode_for_koder")
def _(p: Any) -> None:
    del typsnitt(p).ToUnicode


def karta(gammalt: bytes, nytt: bytes) -> Brott:
    def brott(p: Any) -> None:
        strom = typsnitt(p).ToUnicode
        data = strom.read_bytes()
        assert re.search(gammalt, data)
        strom.write(re.sub(gammalt, nytt, data))

    return brott


bryter("unicode_ar_tecken")(karta(b"endcmap", b"1 beginbfchar\n<FE> <0000>\nendbfchar\nendcmap"))
bryter("unicode_i_block")(karta(rb"\d+ beginbfchar", b"101 beginbfchar"))


# metadata


def xmp(gammalt: str, nytt: str) -> Brott:
    def brott(p: Any) -> None:
        data = p.Root.Metadata.read_bytes().decode()
        assert re.search(gammalt, data)
        p.Root.Metadata = Stream(p, re.sub(gammalt, nytt, data).encode(), Type=Name.Metadata, Subtype=Name.XML)

    return brott


bryter("xmp_paket")(xmp(r'id="W5M0MpCehiHzreSzNTczkc9d"', 'id="W5M0MpCehiHzreSzNTczkc9d" encoding="UTF-8"'))
bryter("xmp_valformad", "pdfa_id", "pdfua_id", "titel", "info_som_xmp")(xmp("</rdf:RDF>", ""))
bryter("pdfa_id")(xmp("<pdfaid:conformance>B", "<pdfaid:conformance>U"))
bryter("pdfua_id")(xmp("<pdfuaid:part>1", "<pdfuaid:part>2"))
bryter("prefix")(xmp("pdfaid(:|=)", r"annat\1"))
bryter("egenskaper")(xmp("</pdf:Producer>", "</pdf:Producer><pdf:Okand>x</pdf:Okand>"))
bryter("utokningar")(xmp("<pdfaProperty:category>internal", "<pdfaProperty:category>annan"))
bryter("titel", "info_som_xmp")(xmp(r"(<dc:title>.*?x-default\">)[^<]*", r"\1"))


@bryter("info_som_xmp")
def _(p: Any) -> None:
    p.trailer.Info.ModDate = String("D:20240911000001Z")


# structure


def element(p: Any, typ: str, nr: int = 0) -> Any:
    return [o for o in p.objects if isinstance(o, Dictionary) and o.get("/S") == f"/{typ}"][nr]


def typ(fran: str, till: str, nr: int = 0) -> Brott:
    def brott(p: Any) -> None:
        element(p, fran, nr).S = Name(f"/{till}")

    return brott


bryter("strukturtrad")(typ("Document", "Part"))
bryter("standardtyper")(typ("P", "Stycke"))
bryter("rubriknivaer")(typ("H2", "H3"))
bryter("tabeller")(typ("TR", "Div"))
bryter("listor")(typ("LBody", "P"))


@bryter("tabellhuvuden")
def _(p: Any) -> None:
    element(p, "TH").A.Scope = Name.Fel


@bryter("figurer_i_ord")
def _(p: Any) -> None:
    del element(p, "Figure").Alt


@bryter("figurers_plats")
def _(p: Any) -> None:
    element(p, "Figure").A.BBox = Array([0, 0, 10, 10])


@bryter("tabbordning")
def _(p: Any) -> None:
    del p.pages[1].obj.Tabs


@bryter("bokmarken")
def _(p: Any) -> None:
    p.Root.Outlines.First.First.Dest = Array([p.Root, Name.Fit])


@bryter("marken_finns")
def _(p: Any) -> None:
    element(p, "P").K.append(9999)


@bryter("foraldrar_och_barn")
def _(p: Any) -> None:
    element(p, "H2").P = element(p, "H1")


def anteckning(p: Any, **mer: Any) -> None:
    p.pages[0].obj.Annots = Array(
        [p.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1], **mer))]
    )


bryter("anteckningar")(lambda p: anteckning(p, F=0, StructParent=99, Contents=String("En länk")))
bryter("anteckningar_i_strukturen")(lambda p: anteckning(p, F=4))


# --- the rest of what an archive asks for ------------------------------------------------------------------------


def test_the_committed_profile_is_the_one_that_the_script_makes() -> None:
    spec = importlib.util.spec_from_file_location("bygg_icc", resurs("icc", "bygg.py"))
    assert spec and spec.loader
    bygg = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bygg)
    assert bygg.bygg() == resurs("icc", "sRGB.icc").read_bytes()


def test_the_same_input_gives_the_same_bytes_and_another_one_another_file() -> None:
    def idn(data: bytes) -> bytes:
        return bytes(pikepdf.open(BytesIO(data)).trailer.ID[0])

    annan = mall.bygg(HUVUD, AVSANDARE, [*delar(), *mall.lopande("ett ord till")])
    assert mall.bygg(HUVUD, AVSANDARE, delar()) == bra()
    assert idn(annan) != idn(bra())


def test_metadata_and_bookmarks_hold_nothing_about_a_person() -> None:
    """Whatever stands in the parts; the head's lines and subtitle too."""
    huvud = replace(HUVUD, rader=(("Kund", KUND),), undertitel=KUND)
    pdf = pikepdf.open(BytesIO(mall.bygg(huvud, AVSANDARE, delar())))
    meta = [str(v) for v in pdf.trailer.Info.values()] + [pdf.Root.Metadata.read_bytes().decode()]
    with pdf.open_outline() as disposition:
        poster = list(disposition.root)
        meta += [p.title for p in poster] + [b.title for p in poster for b in p.children]
    assert KUND in "".join(e.text for e in elementtexter(Fil(sparad(pdf))))
    assert not [m for m in meta if re.search("Viktor|Berg|Moa|Ceder|Lundin", m)]
