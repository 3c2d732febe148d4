"""What a board in a browser costs: bytes, processor, memory, a virtual day beside CPython's, and how soon it acts.

Run it: python bench/browser_board.py [--project P] [--only day,acts,memory,lesson] [--chromium PROGRAM [--old]]

Processor seconds are those of the page's renderer, all its threads, from /proc: they hold on a busy machine, too. A day
in the browser is beside one of CPython in the same run. Waits are by the page's own clock, so a busy machine counts in
them. `lesson` is not among the usual ones: 45 real minutes at sixty times, with 20 resets, and the most memory in all
that time. Needs Chromium and the extra `test`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

DAY_S = 86_400.0
LESSON_S = 20_000.0
KEEPS_MS = 4_000  # Chromium writes down what it has compiled
RESETS = 20
LESSON_MIN = 45
LOOKS = 9  # at the memory, between two resets
WORKED_S = (
    3 * 3600.0
)  # virtual: what is run after each reset, 60 hours in all; 45 minutes of a class at 60 times are 45
READY = "last('described') && last('now')"
NATIVE = """  # the same session with the same messages, in CPython
import json, sys, time
from classroom.session.session import Session
moments = []
session = Session(lambda message: moments.append(json.dumps(message)) if message["kind"] == "now" else None)
session.receive({"do": "begin", "project": sys.argv[1], "seed": 7, "lang": "vi", "speed": 60, "paused": True})
session.receive({"do": "run_for", "s": 20000.0})
while session.go_on() == 0.0: pass
session.receive({"do": "restart"})
session.receive({"do": "run_for", "s": 86400.0})
began_s = time.process_time()
while session.go_on() == 0.0: pass
assert json.loads(moments[-1])["t_s"] >= 86400.0
print(time.process_time() - began_s)
"""
ACTED = """([order, is_done]) => new Promise((resolve) => {  // from the order until a moment shows it; milliseconds
  const holds = new Function("now", `return ${is_done}`);
  const count = heard.length;
  const began = performance.now();
  board.send(order);
  const look = () => {
    const found = heard.slice(count).find((each) => each.kind === "now" && holds(each));
    if (found) resolve(found.at - began);
    else setTimeout(look, 5);
  };
  look();
})"""
HANGS = """(order) => new Promise((resolve) => {  // from a text that never ends until a board runs again; milliseconds
  const count = heard.length;
  const began = performance.now();
  let isTold = false;
  troubles.length = 0;
  board.send(order);
  const look = () => {
    const since = heard.slice(count);
    const isEndless = (each) => each.cause === "endless" || each.kind === "endless";
    if (!isTold && (since.some(isEndless) || troubles.some(isEndless))) {
      isTold = true;
      board.send({ do: "files", files: { "control.py": null } });
      board.send({ do: "resume" });
    }
    const moment = since.filter((each) => each.kind === "now").at(-1);
    if (isTold && moment && moment.t_s > 0 && !moment.paused) resolve(performance.now() - began);
    else setTimeout(look, 20);
  };
  look();
})"""


def begin(project: str, **more: Any) -> dict[str, Any]:
    """The options of a page's board."""
    return {"begin": {"project": project, "seed": 7, "lang": "vi", "speed": 60, "paused": True, **more}}


def starts(page: Any, server: Any, project: str, is_old: bool) -> None:
    """From nothing to ready, and once more, after a lesson, with what the browser keeps: all files, compiled code."""
    from bench._board_page import Renderers, load

    for goal_s in (6.0, 1.5):
        server.sent.clear()
        load(page, server.address)
        renderer = Renderers(is_old)
        began_s = renderer.cpu_s()
        probe = page.evaluate("begin", begin(project))
        page.wait_for_function(READY)
        cpu_s = renderer.cpu_s() - began_s
        size = sum(each for _, each in server.sent)
        how = "from a picture of the memory" if probe["snapshot"] else "from nothing"
        figures = f"{cpu_s:.2f} s of processor (goal {goal_s:g}), {size / 1e3:.0f} kB sent"
        print(f"ready {how}, {probe['kind']}: {figures}", flush=True)
        run_for(page, LESSON_S)
        page.wait_for_timeout(KEEPS_MS)


def run_for(page: Any, seconds: float) -> None:
    """Let the board run so much virtual time, as fast as it goes."""
    page.evaluate("s => board.ask({do: 'run_for', s})", seconds)
    page.wait_for_function("s => last('now') && last('now').paused && last('now').t_s >= s", arg=seconds)


def day(page: Any, project: str, is_old: bool) -> None:
    """A virtual day, as a pupil runs it, beside CPython's."""
    from bench._board_page import Renderers

    ended = subprocess.run(
        [sys.executable, "-c", NATIVE, project], cwd=HOME, capture_output=True, text=True, check=True
    )
    here_s = float(ended.stdout)
    renderer = Renderers(is_old)
    began_s = renderer.cpu_s()
    page.evaluate("board.ask({do: 'restart'})")
    run_for(page, DAY_S)
    there_s = renderer.cpu_s() - began_s
    times = f"{there_s / here_s:.2f} times (goal 2.2)"
    print(f"a day of {project}: {there_s:.1f} s of processor, CPython {here_s:.1f}: {times}")


def acts(page: Any) -> None:
    """How soon an order shows, and a board is back after a text that never ends."""
    page.evaluate("board.ask({do: 'restart'})")
    page.evaluate("board.ask({do: 'speed', to: 60})")
    orders = [({"do": "press", "button": "reset"}, "now.pressed.includes('reset')"), ({"do": "pause"}, "now.paused")]
    for order, shows in orders:
        print(f"{order['do']}: shown after {page.evaluate(ACTED, [order, shows]):.0f} ms (goal 500)")
    page.evaluate("board.ask({do: 'run_for', s: 86400})")
    print(f"pause in a fast run: after {page.evaluate(ACTED, [{'do': 'pause'}, 'now.paused']):.0f} ms (goal 500)")
    text = page.evaluate("last('described').files.find((file) => file.path === 'control.py').text")
    for what, added in (
        ("while True: pass", "while True: pass"),
        ("what no Python can interrupt", "sum(iter(int, 1))"),
    ):
        ms = page.evaluate(HANGS, {"do": "files", "files": {"control.py": f"{text}\n{added}\n"}})
        print(f"after {what}: a board runs again in {ms / 1e3:.1f} s (goal 8, with a picture of the memory 3)")


def memory(page: Any, is_old: bool) -> None:
    """The renderer's own memory after many beginnings, each with a run and a picture."""
    from bench._board_page import Renderers

    renderer = Renderers(is_old)
    first_mb = renderer.memory_mb()
    most_mb = first_mb
    for _ in range(RESETS):
        page.evaluate("heard.length = 0; board.ask({do: 'restart'})")
        run_for(page, WORKED_S)
        page.evaluate("board.ask({do: 'picture', columns: 700}).then(() => 0)")
        most_mb = max(most_mb, renderer.memory_mb())
    print(f"memory: {first_mb:.0f} MB, after {RESETS} resets {renderer.memory_mb():.0f}, most {most_mb:.0f} (goal 160)")


def lesson(page: Any, is_old: bool) -> None:
    """The renderer's memory over a lesson's real time: the board runs at the pace of a class, and begins anew."""
    from bench._board_page import Renderers

    renderer = Renderers(is_old)
    found = []
    for _ in range(RESETS):
        page.evaluate("heard.length = 0; board.ask({do: 'restart'})")
        page.evaluate("board.ask({do: 'resume'})")
        for _ in range(LOOKS):
            page.wait_for_timeout(LESSON_MIN * 60_000 / RESETS / LOOKS)
            page.evaluate("heard.splice(0, heard.length - 1); board.ask({do: 'picture', columns: 700}).then(() => 0)")
            found.append(renderer.memory_mb())
    ran_s = page.evaluate("last('now').t_s")
    most_mb = max(found)
    print(f"{LESSON_MIN} min, {RESETS} resets: {found[0]:.0f} MB, then {found[-1]:.0f}, most {most_mb:.0f} (goal 160)")
    print(f"the last run is {ran_s / 60.0:.0f} virtual minutes long")


def main() -> int:
    """A line a figure."""
    from bench._board_page import CHROMIUM, browser, served

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", default="gas_alarm")
    parser.add_argument("--only", default="day,acts,memory", help="what is measured beside the starts (default: all)")
    parser.add_argument("--chromium", default=CHROMIUM, help=f"the browser (default {CHROMIUM})")
    parser.add_argument("--old", action="store_true", help="it is one of before 137")
    arguments = parser.parse_args()
    chosen = arguments.only.split(",")
    with served() as server, browser(arguments.chromium, arguments.old) as page:
        print(f"Chromium {page.context.browser.version}")
        starts(page, server, arguments.project, arguments.old)
        if "day" in chosen:
            day(page, arguments.project, arguments.old)
        if "acts" in chosen:
            acts(page)
        if "memory" in chosen:
            memory(page, arguments.old)
        if "lesson" in chosen:
            lesson(page, arguments.old)
    return 0


if __name__ == "__main__":
    sys.exit(main())
