"""Brister of an anordnare in words (regelverk §8, K 13.5): what, why, and what a person thought of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .datum import antal, datum_ord, manad_ar, manad_ord, uppraknat

if TYPE_CHECKING:  # the queue says brister in words without the rules that find them
    from ..rules.brister import Bristfynd, Handelse
    from ..rules.granskningsregler import Bristregel
    from ..rules.regelverk import Regelverkssamling

BEDOMNINGORD = {
    "brist": "Det är en brist hos anordnaren",
    "ingen_brist": "Ingen brist: det finns en förklaring",
}

_VAD = {"rapport": "månadsrapport", "plan": "genomförandeplan", "slutrapport": "slutrapport"}

_ORD = {
    "mer_an_manad_sen": "{vad} mer än en månad sen",
    "upprepat_sen": "upprepade förseningar, senast {vad}",
    "samma_aterremitterad": "{vad} återremitterad flera gånger",
    "flera_aterremitterade": "flera återremitterade rapporter, senast {vad}",
    "progression": "progression saknas i flera rapporter, senast {vad}",
}


BRISTGRUPPER = {
    "mer_an_manad_sen": "Mer än en månad sen",
    "upprepat_sen": "Upprepade förseningar",
    "samma_aterremitterad": "Samma rapport återremitterad flera gånger",
    "flera_aterremitterade": "Flera återremitterade rapporter",
    "progression": "Progression saknas i flera rapporter",
}
"""What a kind of brist is called over its cases."""


_KORT = {
    "mer_an_manad_sen": "sen {slag}",
    "upprepat_sen": "ofta sen",
    "samma_aterremitterad": "återremisser",
    "flera_aterremitterade": "återremisser",
    "progression": "progression",
}


def sak_ord(avser: str) -> str:
    """As månadsrapport augusti 2024, genomförandeplan version 2, slutrapport."""
    slag, _, resten = avser.partition(":")
    if slag == "rapport":
        return f"{_VAD[slag]} {manad_ar(resten)}"
    return f"{_VAD[slag]} version {resten}" if slag == "plan" and resten != "1" else _VAD.get(slag, slag)


def brist_ord(kod: str, avser: str) -> str:
    """As månadsrapport mars 2024 mer än en månad sen."""
    return _ORD.get(kod, kod).format(vad=sak_ord(avser))


def brist_att_gora(mal: str) -> str:
    """The line of the queue, short: "Ta ställning till brist: sen rapport, mars". `mal`: "kod:avser"."""
    kod, _, avser = mal.partition(":")
    slag, _, resten = avser.partition(":")
    vad = _KORT.get(kod, kod).format(slag=slag)
    return f"Ta ställning till brist: {vad}{f', {manad_ord(resten)}' if slag == 'rapport' else ''}"


def _regel_ord(kod: str, r: Bristregel) -> str:
    sena, returer = antal(r.sena_antal, "sen", "sena"), antal(r.returer_antal, "rapport", "rapporter")
    return {
        "mer_an_manad_sen": f"En rapport eller plan är mer än {antal(r.sen_manader, 'månad', 'månader')} sen.",
        "upprepat_sen": f"Minst {sena} rapporter eller planer inom {antal(r.sena_manader, 'månad', 'månader')}.",
        "samma_aterremitterad": f"Samma rapport har återremitterats {antal(r.returer_samma, 'gång', 'gånger')}.",
        "flera_aterremitterade": (
            f"Minst {returer} har återremitterats inom {antal(r.returer_manader, 'månad', 'månader')}."
        ),
        "progression": (
            "Avsnittet om progression saknas eller är ”Ej aktuellt” i"
            f" {antal(r.progression_i_rad, 'rapport', 'rapporter')} i rad."
        ),
    }[kod]


def _handelse_ord(kod: str, h: Handelse) -> str:
    vad = sak_ord(h.avser)
    if kod.endswith("sen"):
        inkom = f"kom in {datum_ord(h.klar)}" if h.klar is not None else "har inte kommit in"
        return f"{vad} var sen från {datum_ord(h.dag)} och {inkom}"
    if kod == "progression":
        return f"{vad} kom in {datum_ord(h.dag)}"
    return f"{vad} återremitterades {datum_ord(h.dag)}"


def forklara_brist(b: Bristfynd, regelverk: Regelverkssamling) -> tuple[str, ...]:
    """The explanation in paragraphs: the rule, the reports behind, what is asked of the reader, the interpretation."""
    r = regelverk.brister(b.fran)
    if b.kod == "samma_aterremitterad":
        bakom = f"{sak_ord(b.avser)} återremitterades {uppraknat([datum_ord(h.dag) for h in b.handelser])}"
    else:
        bakom = uppraknat([_handelse_ord(b.kod, h) for h in b.handelser])
    tolkningar = [(t, regelverk.tolkning(t)) for t in r.tolkning]
    return (
        _regel_ord(b.kod, r),
        f"{bakom[:1].upper()}{bakom[1:]}. Bristen gäller från {datum_ord(b.fran)}.",
        "Programmet hittar den, men du avgör om den är en brist. Avslut av insatsen kan bli aktuellt om kundens"
        " progression riskerar att påverkas.",
        *(f"Tolkning {t}: {ord_}" for t, ord_ in tolkningar if ord_),
    )


def siffror_ord(med_brist: int, insatser: int, sena: int, returer: int, manader: int) -> str:
    """What the figures say of an anordnare, as a brist that it is told of begins."""
    delar = [f"{med_brist} av {insatser} insatser har en brist."]
    if sena:
        delar.append(f"Sena rapporter och planer: {sena}.")
    if returer:
        delar.append(f"Återremisser på {antal(manader, 'månad', 'månader')}: {returer}.")
    return " ".join(delar)
