"""The kvalitetsrapport as DOCX: what the PDF has, in headings, captions, tables and fields of the word processor."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from unit.test_kvalitetsrapport import rapportens

from kundvalsdesk.rules.kvalitetsrapport import FEL, Stycke, Underlag, Visad, fyll
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services.documents import kvalitetsrapport_word as word
from kundvalsdesk.services.documents.kvalitetsrapport import over
from kundvalsdesk.services.documents.mall import Avsandare
from kundvalsdesk.services.documents.statistik import uppstalld
from kundvalsdesk.services.documents.tabellbredd import bredvid
from kundvalsdesk.services.documents.text import som_tryckt
from kundvalsdesk.services.kvalitetsrapporttyper import Avsnittsrad, Beslutsrad, Rapport, Rapportrad
from kundvalsdesk.services.statistiktyper import Urval
from kundvalsdesk.services.typer import Framsteg

DAG = date(2025, 3, 17)
BESLUT = Beslutsrad(DAG, "§ 45", "Kim Vik", "")
MENING = "Av {Tabell 4; AMI2; Avslutade} avslutade (se {Tabell 4} och {Diagram 4}) blev {Tabell 4; ISA9; Avbrott}."


@pytest.fixture(autouse=True)
def avsandaren(monkeypatch: pytest.MonkeyPatch) -> None:
    logga = BytesIO()
    Image.new("RGB", (90, 60), "#7A1F5C").save(logga, "PNG")
    fran = Avsandare("Exempelkommun", "Enheten", "post@exempel.se", logga.getvalue(), "#7A1F5C")
    monkeypatch.setattr(word, "avsandaren", lambda _: fran)


def rapport(u: Underlag, *texter: str, beslut: Beslutsrad | None = None) -> Rapport:
    avsnitt = tuple(
        Avsnittsrad(n, "1" if n == 1 else f"1.{n - 1}", 1 if n == 1 else 2, f"Avsnitt {n}", t, 1)
        for n, t in enumerate(texter, 1)
    )
    lage = "beslutad" if beslut else "utkast"
    rad = Rapportrad(1, 1, 2025, "Nämnden", "AMI", "Kvalitetsrapport AMI", lage, None, "", len(texter), 0, 1)
    urval = Urval(date(2024, 1, 1), date(2024, 12, 31))
    return Rapport(rad, urval, avsnitt, (), u, fyll(texter, u), beslut, True)


def skrivet(r: Rapport) -> bytes:
    return word.skriv(SimpleNamespace(idag=DAG), r)  # type: ignore[arg-type]


def oppnat(r: Rapport) -> Any:
    return Document(BytesIO(skrivet(r)))


def koder(d: Any) -> list[str]:
    return [x.text.strip() for x in d.element.iter(qn("w:instrText"))]


def fyllda(r: Rapport) -> list[str]:
    """The running text as it is printed."""
    stycken = [x for block in r.fyllt.avsnitt for x in block if isinstance(x, Stycke) and x.bitar]
    return [som_tryckt("".join(f"[{b.text}]" if b.slag == FEL else b.text for b in x.bitar)) for x in stycken]


def test_headings_captions_tables_and_pictures_are_the_word_processors_own(regelverk: Regelverkssamling) -> None:
    u = rapportens(regelverk)
    r = rapport(u, MENING, "{Visa tabell 4}\n{Visa diagram 4}\n- En punkt", "{Visa tabell 8; Egen rubrik}")
    d = oppnat(r)
    stycken = [(p.style.name, p.text) for p in d.paragraphs]
    rubriker = [x for x in stycken if x[0].startswith("Heading")]
    assert rubriker == [
        ("Heading 1", "Avsnitt 1"), ("Heading 2", "Avsnitt 2"), ("Heading 2", "Avsnitt 3"),
        ("Heading 1", "Kvar före beslut"),
    ]  # fmt: skip
    assert ("List Bullet", "En punkt") in stycken and ("Title", "Kvalitetsrapport AMI") in stycken
    assert [t for s, t in stycken if s == "Caption"] == [over(r, v) for v in r.visade]
    assert [over(r, v) for v in r.visade][-1] == "Tabell 2. Egen rubrik"
    k = koder(d)
    assert 'TOC \\o "1-3" \\h \\z \\u' in k and 'TOC \\h \\z \\c "Tabell"' in k and 'TOC \\h \\z \\c "Diagram"' in k
    assert [x for x in k if x.startswith("SEQ")] == [
        "SEQ Tabell \\* ARABIC", "SEQ Diagram \\* ARABIC", "SEQ Tabell \\* ARABIC",
    ]  # fmt: skip
    # What a sentence refers to is there, and is counted anew with it.
    platser = {x.get(qn("w:name")) for x in d.element.iter(qn("w:bookmarkStart"))}
    refererade = [x.split()[1] for x in k if x.startswith("REF")]
    assert refererade == ["_Ref_tabell_1", "_Ref_diagram_1"] and set(refererade) <= platser
    lankar = {x.get(qn("w:anchor")) for x in d.element.iter(qn("w:hyperlink"))}
    assert lankar and lankar <= platser

    assert len(d.tables) == 2
    for tabell, namn in zip(d.tables, ("4", "8"), strict=True):
        t = u.tabell(namn)
        assert t is not None
        vill = uppstalld(t)
        celler = [[c.text.replace("\u00ad", "") for c in rad.cells] for rad in tabell.rows]
        assert vill.matt.bredvid and celler == [
            list(vill.huvud), *([n, *map(bredvid, c)] for n, c, _ in vill.rader)
        ]  # fmt: skip
        assert [rad._tr.find(f".//{qn('w:tblHeader')}") is not None for rad in tabell.rows][:2] == [True, False]
        hoger = [p.find(f".//{qn('w:jc')}") is not None for p in tabell.rows[1]._tr.iter(qn("w:p"))]
        assert hoger == [False] + [True] * (len(vill.huvud) - 1)
    bilder = [x.get("descr") for x in d.element.iter(qn("wp:docPr"))]
    assert bilder[0] == "Logotyp för Exempelkommun" and bilder[1].endswith("Siffrorna står i tabell 1.")


def test_it_is_swedish_fills_in_its_fields_and_says_nothing_of_who_made_it(regelverk: Regelverkssamling) -> None:
    r = rapport(rapportens(regelverk), "{Visa tabell 4}")
    data = skrivet(r)
    assert data == skrivet(r), "the same input gives the same bytes"
    d = Document(BytesIO(data))
    assert d.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"
    assert d.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val")) == "sv-SE"
    fot = d.sections[0].footer.paragraphs[0]
    assert "Enheten · post@exempel.se" in fot.text
    assert [x.text.strip() for x in fot._p.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    p = d.core_properties
    assert (p.title, p.author, p.language, p.comments) == ("Kvalitetsrapport AMI", "Exempelkommun", "sv-SE", "")
    with zipfile.ZipFile(BytesIO(data)) as z:
        assert not [n for n in z.namelist() if "thumbnail" in n]
        assert {i.date_time for i in z.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_copy_of_a_decided_report_says_on_every_page_that_it_is_one(regelverk: Regelverkssamling) -> None:
    u = rapportens(regelverk)
    texter = ("{Visa tabell 4}\n{Visa diagram 4}",)
    utkast, kopia = oppnat(rapport(u, *texter)), oppnat(rapport(u, *texter, beslut=BESLUT))
    sagt = "Beslutad 17 mars 2025, § 45 – kopia för redigering"
    assert sagt in kopia.sections[0].header.paragraphs[0].text
    assert any(p.text.startswith(f"{sagt}.") for p in kopia.paragraphs)
    assert "Utkast" in utkast.sections[0].header.paragraphs[0].text
    assert "Kvar före beslut" not in [p.text for p in kopia.paragraphs]
    bilder = [[r.target_part.blob for r in d.part.rels.values() if "image" in r.reltype] for d in (utkast, kopia)]
    assert bilder[0] == bilder[1] and len(bilder[0]) == 2, "drawn of the tables alone"


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_whatever_is_written_stands_there_as_it_is_printed(regelverk: Regelverkssamling, rader: list[str]) -> None:
    u = rapportens(regelverk)
    r = rapport(u, "\n".join([*rader, MENING]))
    stilar = ("Normal", "List Bullet")
    brod = [p.text for p in oppnat(r).paragraphs if p.style.name in stilar]
    vill = fyllda(r)
    slut = brod.index(vill[-1])
    assert brod[slut + 1 - len(vill) : slut + 1] == vill
    assert "Av 10 avslutade (se [{Tabell 4}]" in brod[slut]


@pytest.mark.parametrize(
    "text",
    [
        "<w:t>&amp;</w:t> <b onclick='x'>]]>", "\x00\x0b\x1b[31m \ufffe 😀", "\u202eevig\u202c \u2067x", "=1+1 {x",
        "ord " * 15_000,
    ],
    ids=["markup", "control", "rtl", "formula", "long"],
)  # fmt: skip
def test_nothing_that_is_written_breaks_the_file(regelverk: Regelverkssamling, text: str) -> None:
    r = rapport(rapportens(regelverk), text)
    assert set(fyllda(r)) <= {p.text for p in oppnat(r).paragraphs}


def test_a_report_without_sections_is_a_title_page_with_empty_contents(regelverk: Regelverkssamling) -> None:
    d = oppnat(rapport(rapportens(regelverk)))
    assert "Inga avsnitt" in [p.text for p in d.paragraphs] and not list(d.element.iter(qn("w:hyperlink")))
    assert [x.get(qn("w:fldCharType")) for x in d.element.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]


def test_it_is_stopped_on_the_way(regelverk: Regelverkssamling) -> None:
    r = rapport(rapportens(regelverk), "Ett.", "Två.", "Tre.")
    sett: list[Framsteg] = []

    class Stopp(Exception):
        pass

    def framsteg(f: Framsteg) -> None:
        sett.append(f)
        if f.klart == 1:
            raise Stopp

    with pytest.raises(Stopp):
        word.skriv(SimpleNamespace(idag=DAG), r, framsteg)  # type: ignore[arg-type]
    assert [(f.klart, f.totalt, f.vad) for f in sett] == [(0, 3, "Skriver avsnitt 1"), (1, 3, "Skriver avsnitt 1.1")]


def test_the_head_of_a_narrow_column_is_divided_where_its_words_may_be() -> None:
    assert word.delbart("Egen försörjning") == "Egen för\u00adsörj\u00adning"
    assert word.delbart("Arbets- och AMI2").replace("\u00ad", "") == "Arbets- och AMI2"


def test_what_could_not_be_shown_is_told(regelverk: Regelverkssamling) -> None:
    r = rapport(rapportens(regelverk), "{Visa tabell 99}")
    (x,) = r.fyllt.avsnitt[0]
    assert isinstance(x, Visad)
    assert f"{{Visa tabell 99}} {x.mening}" in [p.text for p in oppnat(r).paragraphs]
