"""What the commands themselves write or serve: the plot of a run, the sheet of the wires, the page for a class."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from browser import browser, keep

from messages import LANGUAGES

HERE = Path(__file__).parent
HIGHLAND = (sys.executable, "-m", "highland")
PLOT = "sim gas_alarm --hours 2 --fault gas=off@30m..45m"  # the README's own first experiment
BOARD = "sim gas_alarm --page --port 0 --no-browser"
CHANGES = 4  # of state, until the alarm
BOARD_SIZE, SHEET_SIZE = (1280, 800), (1400, 990)
GUIDE_SIZE, GUIDE_PAGE = (800, 1130), 4  # with two steps


def highland(words: str, *more: str) -> None:
    """Run a command and expect that it works."""
    subprocess.run([*HIGHLAND, *words.split(), *more], check=True, stdout=subprocess.DEVNULL)


def make_plot() -> None:
    """Write gas_alarm.en.SIM.png and gas_alarm.vi.SIM.png."""
    for lang in LANGUAGES:
        highland(PLOT, "--lang", lang, "--plot", str(HERE / f"gas_alarm.{lang}.png"))


def make_wiring() -> None:
    """Write wiring.en.png and wiring.vi.png."""
    with tempfile.TemporaryDirectory() as folder, browser() as opened:
        for lang in LANGUAGES:
            file = Path(folder) / f"sheet.{lang}.svg"
            highland("wiring gas_alarm", "--lang", lang, "--svg", str(file))
            page = opened(file.as_uri(), *SHEET_SIZE)
            keep(page.screenshot(), HERE / f"wiring.{lang}.png")


def make_guide() -> None:
    """Write guide.en.png and guide.vi.png: a page of the gas alarm's guide with two steps."""
    with tempfile.TemporaryDirectory() as folder, browser() as opened:
        for lang in LANGUAGES:
            file = Path(folder) / f"guide.{lang}.html"
            highland("guide gas_alarm", "--lang", lang, "--out", str(file))
            page = opened(file.as_uri(), *GUIDE_SIZE)
            keep(page.locator(".page").nth(GUIDE_PAGE).screenshot(), HERE / f"guide.{lang}.png")


def make_board() -> None:
    """Write board.en.png and board.vi.png: the gas alarm has shut the valve, then its sensor is unplugged."""
    with browser() as opened:
        for lang in LANGUAGES:
            with subprocess.Popen([*HIGHLAND, *BOARD.split()], stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout is not None
                found = re.search(r"http://\S+/", process.stdout.readline())
                assert found is not None
                page = opened(f"{found[0]}?lang={lang}&theme=light", *BOARD_SIZE)
                for _ in range(CHANGES):
                    page.click("[data-do=next]")
                    page.wait_for_selector("[data-do=next][aria-pressed=false]")
                page.click('[data-speed="60"]')
                page.click('[data-fault="gas=off"]')
                page.wait_for_selector("#scene .not-known")
                page.wait_for_timeout(3_000)
                page.click("#pause")
                page.wait_for_timeout(2_000)  # until the curves have come
                keep(page.screenshot(), HERE / f"board.{lang}.png")
                process.send_signal(signal.SIGINT)
