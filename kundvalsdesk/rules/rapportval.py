"""The choices in the tables of a form, with the words that stand in it. Apart, because the rule sets name them too."""

from __future__ import annotations

LAGEN = {"uppnatt": "Uppnått", "pa_vag": "På väg", "inte_paborjat": "Inte påbörjat", "utgar": "Utgår"}
SATT = {"mote": "Möte", "telefon": "Telefon", "digitalt": "Digitalt möte", "arbetsplats": "Besök på arbetsplats",
        "annat": "Annat"}  # fmt: skip
FRANVAROTYPER = {"sjuk": "Sjukdom", "vab": "Vård av barn", "annan": "Annan frånvaro", "ogiltig": "Ogiltig frånvaro",
                 "ledighet": "Planerad ledighet"}  # fmt: skip
