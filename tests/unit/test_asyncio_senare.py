"""asyncio waits until it is used, and is then whole. Each in a process of its own: imports cannot be taken back."""

from __future__ import annotations

import subprocess
import sys


def _kor(kod: str) -> str:
    svar = subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            "-c",
            f"from kundvalsdesk.asyncio_senare import skjut_upp; skjut_upp()\n{kod}",
        ],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert svar.returncode == 0, svar.stderr
    return svar.stdout.strip()


def test_a_local_database_is_opened_without_asyncio() -> None:
    assert _kor(
        "import PySide6.QtCore\n"  # its hook in the import system looks at all that is imported after it
        "import sys, sqlalchemy; from sqlalchemy.dialects.sqlite import pysqlcipher\n"
        "from sqlalchemy import create_engine, text\n"
        "with create_engine('sqlite://').connect() as c: print(c.scalar(text('select 7')))\n"
        "print('asyncio.events' in sys.modules)"
    ) == "7\nFalse"  # fmt: skip


def test_the_first_question_brings_the_whole_of_it() -> None:
    assert _kor(
        "import asyncio\nasync def en(): await asyncio.sleep(0); return 3\nprint(asyncio.run(en()))"
    ) == "3"  # fmt: skip
    assert _kor("from asyncio import Queue, timeout\nprint(Queue.__module__)") == "asyncio.queues"
    assert _kor("import asyncio.locks\nprint(asyncio.Lock.__module__)") == "asyncio.locks"
    assert _kor("import asyncio\nprint(asyncio.iscoroutine(1))") == "False"
    assert _kor("import importlib.util as u\nprint(u.find_spec('asyncio.events').name)") == "asyncio.events"


def test_psycopg_finds_what_it_needs() -> None:
    assert _kor("import psycopg, sqlalchemy\nprint(psycopg.__name__)") == "psycopg"


def test_one_that_is_there_already_is_left_alone() -> None:
    assert _kor("print(1)") == "1"
    kod = "import asyncio\nfrom kundvalsdesk.asyncio_senare import skjut_upp\nskjut_upp()\nimport sys\n"
    svar = subprocess.run(
        [sys.executable, "-c", kod + "print(sys.modules['asyncio'] is asyncio)"], capture_output=True, text=True
    )
    assert svar.stdout.strip() == "True"
