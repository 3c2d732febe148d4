"""What two commands for a board print, as pictures of a terminal: the doctor, and the trial of a part."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from live import PLAIN_SVG
from rich.console import Console as Screen
from rich.text import Text

from bench._doctor_page import example
from messages import LANGUAGES

HERE = Path(__file__).parent
TRY = "try gas_alarm siren --sim --fault siren=inverted --answers look"
WIDTH = 118


def keep(text: str, file: Path) -> None:
    """Write a text as the picture of a terminal."""
    screen = Screen(record=True, file=io.StringIO(), width=WIDTH, force_terminal=True, color_system="truecolor")
    screen.print(Text(text.rstrip()))
    screen.save_svg(str(file), code_format=PLAIN_SVG, unique_id=file.name.partition(".")[0])


def make() -> None:
    """Write doctor.en.svg, doctor.vi.svg, try.en.svg and try.vi.svg."""
    for lang in LANGUAGES:
        keep(f"$ highland doctor gas_alarm\n{example(lang)}", HERE / f"doctor.{lang}.svg")
        with tempfile.TemporaryDirectory() as home:
            words = [sys.executable, "-m", "highland", *TRY.split(), "--lang", lang]
            done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "HOME": home}, check=False)
        keep(f"$ highland {TRY}\n{done.stdout}", HERE / f"try.{lang}.svg")
