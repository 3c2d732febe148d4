"""The page of `highland sim PROJECT --page` in a real browser: how soon a press acts, frame times, hosts asked, widths.

Run it: python bench/sim_page.py [PROJECT] [--json] [--seconds 10] [--pictures FOLDER]

The page is served by a process of its own, as for a class. A press is timed in the page, from the click until the
button shows what the world says; a fault likewise. Frame times are those of the browser while the run goes at the usual
speed, beside those while it is paused: on a busy machine without a graphics card, a browser has slow frames of its own.
Needs Chromium and the extra `test`.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

HOME = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
QUIET = "--no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update"
QUIET += " --disable-sync"
SIZES = ((360, 740), (390, 844), (1280, 800), (1920, 1080))
GOAL_S = 0.3  # from a click until the world shows it
PRESSES = 10

TIMED = """async (selector) => {  // click, and wait until the page shows it; milliseconds
  const button = document.querySelector(selector);
  const before = button.getAttribute('aria-pressed');
  const start = performance.now();
  const done = new Promise((resolve) => new MutationObserver((_, self) => {
    if (button.getAttribute('aria-pressed') !== before) { self.disconnect(); resolve(performance.now() - start); }
  }).observe(button, { attributes: true }));
  button.click();
  return done;
}"""
FRAMES = """(seconds) => new Promise((resolve) => {  // milliseconds between two frames
  const found = [];
  let last = performance.now();
  const end = last + 1000 * seconds;
  const frame = (now) => {
    found.push(now - last);
    last = now;
    if (now < end) requestAnimationFrame(frame); else resolve(found.slice(1));
  };
  requestAnimationFrame(frame);
})"""


@contextmanager
def page_of(project: str) -> Iterator[str]:
    """The address of a page that is served meanwhile."""
    command = [
        sys.executable,
        "-m",
        "highland",
        "sim",
        project,
        "--page",
        "--port",
        "0",
        "--no-browser",
        "--lang",
        "en",
    ]
    with subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+/", process.stdout.readline())
        try:
            assert found, "the page did not start"
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)


def measure(page: Any, seconds: float) -> dict[str, Any]:
    """The figures of one open page."""
    page.wait_for_selector("#word:not(:empty)")
    press, fault = (page.locator(each).first for each in ("[data-press]", "[data-fault]"))
    selector = "[data-press]" if press.count() else "[data-fault]"
    page.wait_for_timeout(1000)
    moving = page.evaluate(FRAMES, seconds)
    presses = []
    for _ in range(PRESSES):
        presses.append(page.evaluate(TIMED, selector) / 1000.0)
        page.wait_for_timeout(400)
        page.wait_for_selector(f"{selector}[aria-pressed=false]") if selector == "[data-press]" else None
    faults = [page.evaluate(TIMED, "[data-fault]") / 1000.0 for _ in range(2)] if fault.count() else []
    page.click("#pause")
    still = page.evaluate(FRAMES, seconds / 2)
    widths = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        widths[width] = page.evaluate("document.documentElement.scrollWidth")
    return {"press_s": presses, "fault_s": faults, "moving_ms": moving, "still_ms": still, "widths": widths}


def frames(found: list[float]) -> str:
    """Median, 95th and longest of the times between frames."""
    ordered = sorted(found)
    p95 = ordered[len(ordered) * 95 // 100]
    return f"median {median(ordered):5.1f} ms, p95 {p95:5.1f} ms, longest {ordered[-1]:5.1f} ms"


def main() -> int:
    """Print the figures; 1 when a press acts too late, another host is asked or a width needs sideways scrolling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", default="gas_alarm")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--pictures", type=Path)
    asked = parser.parse_args()
    from playwright.sync_api import sync_playwright

    hosts: set[str] = set()
    with page_of(asked.project) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.goto(address)
        found = measure(page, asked.seconds)
        if asked.pictures is not None:
            take(browser, address, asked.pictures, Path(asked.project).name)
        browser.close()
    found["other_hosts"] = sorted(hosts - {urlsplit(address).netloc})
    latest = max([*found["press_s"], *found["fault_s"]])
    good = latest <= GOAL_S and not found["other_hosts"] and all(w == got for w, got in found["widths"].items())
    if asked.json:
        print(json.dumps(found | {"good": good}))
        return 0 if good else 1
    print(
        f"a press acts after {median(found['press_s']):.3f} s, a fault after {max(found['fault_s'], default=0.0):.3f} s"
    )
    print(f"  the latest of all after {latest:.3f} s (goal {GOAL_S} s)")
    print(f"frames while it runs: {frames(found['moving_ms'])}")
    print(f"frames while paused:  {frames(found['still_ms'])}")
    print(f"hosts asked beside our own: {', '.join(found['other_hosts']) or 'none'}")
    print("page width at " + ", ".join(f"{width} px: {got}" for width, got in found["widths"].items()))
    return 0 if good else 1


def take(browser: Any, address: str, folder: Path, name: str) -> None:
    """Pictures of the page as it is now, in each size, both languages and both themes."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in SIZES:
        for lang, theme in (("vi", "light"), ("en", "dark")):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{address}?lang={lang}&theme={theme}")
            page.wait_for_selector("#word:not(:empty)")
            page.wait_for_timeout(1500)
            page.screenshot(path=str(folder / f"{name}.{lang}.{theme}.{width}.png"), full_page=width < 700)
            page.close()


if __name__ == "__main__":
    sys.exit(main())
