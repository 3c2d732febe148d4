"""What one pupil's browser gets over the Wi-Fi: at the first join, at the second, and for a program of its own.

Run it: python bench/class_join.py [--json]

The laptop is the real command, the browser the real Chromium; between them a proxy counts every byte that comes back,
heads of answers and all. A join goes from the address on the wall to a board that runs. The second is that of the same
browser, closed and opened again. A program of one's own is counted from nothing, too: its page in another browser,
until its board is there. Needs Chromium and the extra `test`. Ends with 1 when a goal was missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._board_page import CHROMIUM, QUIET  # noqa: E402  # the path comes first
from bench._limiter import Limiter, counting  # noqa: E402

GOAL_FIRST_MB, GOAL_SECOND_KB = 5.0, 50.0
LONGEST_MS = 600_000
FORGET = "localStorage.removeItem('highland.boots')"  # how many boots have not ended: 0 when this one has
IS_THERE = "() => localStorage.getItem('highland.boots') === '0'"
KEEPS_MS = 4_000  # Chromium writes down what it has got


@contextmanager
def browser(profile: str) -> Iterator[Any]:
    """A page of a Chromium that keeps what it may in this folder."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        context = play.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, args=QUIET.split())
        page = context.new_page()
        page.set_default_timeout(LONGEST_MS)
        page.add_init_script(FORGET)
        try:
            yield page
            page.wait_for_timeout(KEEPS_MS)
        finally:
            context.close()


def join(page: Any, address: str, word: str, name: str) -> None:
    """From the address until the board of the class's project is there."""
    page.goto(f"{address}/vi.html")
    page.fill("#name", name)
    page.fill("#word", word)
    page.click("#asked button.main")
    page.wait_for_function(IS_THERE)


def come_back(page: Any, address: str) -> None:
    """The same browser once more: it has its seat."""
    page.goto(f"{address}/gas_alarm.vi.html")
    page.wait_for_function(IS_THERE)


def own_program(page: Any, address: str) -> None:
    """The page of one's own programs, with its editor."""
    page.goto(f"{address}/program.vi.html")
    page.wait_for_selector("#programs .cm-content")
    page.wait_for_function(IS_THERE)


def measured() -> dict[str, float]:
    """Bytes of each, in the order of the file's head."""
    from bench.class_relay import laptop

    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as profile,
        tempfile.TemporaryDirectory() as other,
        laptop(folder) as open_,
        counting(open_.port) as wire,
    ):
        address = f"http://127.0.0.1:{wire.port}"
        with browser(profile) as page:
            join(page, address, open_.word, "Lan")
            first = _since(wire, 0)
        before = wire.passed
        with browser(profile) as page:
            come_back(page, address)
            second = _since(wire, before)
        before = wire.passed
        with browser(other) as page:
            own_program(page, address)
            program = _since(wire, before)
    return {"first_mb": first / 1e6, "second_kb": second / 1e3, "program_mb": program / 1e6}


def _since(wire: Limiter, before: int) -> int:
    return wire.passed - before


def main() -> int:
    """Print the figures; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measured()
    if asked.json:
        print(json.dumps(found))
    else:
        print(
            f"over the wire, heads and all: first join {found['first_mb']:.2f} MB (goal {GOAL_FIRST_MB:g} MB), "
            f"second {found['second_kb']:.1f} kB (goal {GOAL_SECOND_KB:g} kB), "
            f"the page of own programs from nothing {found['program_mb']:.2f} MB (goal {GOAL_FIRST_MB:g} MB)"
        )
    is_good = max(found["first_mb"], found["program_mb"]) <= GOAL_FIRST_MB and found["second_kb"] <= GOAL_SECOND_KB
    return 0 if is_good else 1


if __name__ == "__main__":
    raise SystemExit(main())
