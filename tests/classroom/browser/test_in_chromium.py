"""A whole board in a real browser, under the worker's own policy."""

import subprocess
import sys

import pytest

from tests.conftest import CHROMIUM, QUIET
from tests.until import until

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("board_in_chromium")]

NATIVE = """
from firmware.project import find
from sim.world.simulation import Simulation
with Simulation(find("gas_alarm"), seed=7) as simulation:
    print(simulation.run(3600.0).trace_sha256, end="")
"""
LOST = "troubles.filter((each) => each.kind !== 'slow')"  # a busy computer may start slowly
BEGIN = {"project": "gas_alarm", "seed": 7, "lang": "en", "speed": 60}
IS_KEPT = """async () => {  // a picture of the memory
  const all = await indexedDB.databases();
  if (!all.some((each) => each.name === "highland.board")) return false;
  const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const base = await done(indexedDB.open("highland.board"));
  const count = await done(base.transaction("snapshots").objectStore("snapshots").count());
  base.close();
  return count > 0;
}"""
MOVES_ON = "from => last('now') && last('now').t_s > from"


@pytest.fixture(scope="module")
def page(chromium, board_server):
    """One page for all: its browser keeps the picture of a memory, so only the first board of all starts slowly."""
    yield from new_page(chromium, board_server)


@pytest.fixture
def own_page(chromium, board_server):
    """A browser that never had a board."""
    yield from new_page(chromium, board_server)


def new_page(chromium, board_server):
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    load(page, board_server)
    yield page
    context.close()


@pytest.fixture
def restored(page, board_server):
    """A paused board whose memory came from a picture; the first start makes that picture."""
    page.evaluate("localStorage.removeItem('highland.boots')")
    load(page, board_server)
    if not page.evaluate("begin", {"begin": BEGIN})["snapshot"]:
        until(page, IS_KEPT)
        load(page, board_server)
        assert page.evaluate("begin", {"begin": BEGIN})["snapshot"]
    page.evaluate("board.send({do: 'pause'})")
    page.wait_for_function("last('described')")
    yield page
    page.evaluate("board.stop()")


def load(page, board_server) -> None:
    board_server.sent.clear()
    page.goto(board_server.address)
    page.wait_for_function("window.isHere")


def sent(board_server) -> int:
    return sum(size for _, size in board_server.sent)


def test_a_board_runs_its_second_start_is_quick_and_both_compute_what_cpython_computes(own_page, board_server) -> None:
    page = own_page
    first = page.evaluate("begin", {"begin": BEGIN})
    assert first["kind"] == "full"
    assert not first["snapshot"]
    assert sent(board_server) < 4_600_000  # bytes, of 5 MB with the page around it
    page.wait_for_function(MOVES_ON, arg=30)
    assert page.evaluate("progress.some((told) => told.words === 'browser.loading' && told.done < told.of)")
    assert page.evaluate("board.ask({do: 'press', button: 'reset'}).then((answer) => answer.kind)") == "answer"
    until(page, IS_KEPT)
    assert page.evaluate(f"board.stop(); {LOST}") == []

    load(page, board_server)
    assert page.evaluate("begin", {"begin": {**BEGIN, "paused": True}})["snapshot"]
    assert sent(board_server) < 5_000  # bytes
    there = page.evaluate("board.ask({do: 'check', s: 3600}).then((answer) => answer.trace_sha256)")
    here = subprocess.run([sys.executable, "-c", NATIVE], capture_output=True, text=True, check=True).stdout
    assert there == here


def test_a_law_that_never_ends_is_told_with_its_line_and_the_board_goes_on(restored) -> None:
    page = restored
    page.evaluate("board.send({do: 'resume'})")
    text = page.evaluate("last('described').files.find((file) => file.path === 'control.py').text")
    law = text.replace("    seen = look(", "    while True:\n        pass\n    seen = look(")
    page.evaluate("text => board.ask({do: 'files', files: {'control.py': text}})", law)
    page.wait_for_function("last('failed')")
    failed = page.evaluate("last('failed')")
    assert (failed["cause"], failed["source"]) == ("endless", "while True:")
    page.evaluate("board.ask({do: 'files', files: {'control.py': null}})")
    page.evaluate("board.send({do: 'resume'})")
    page.wait_for_function(MOVES_ON, arg=1)
    assert page.evaluate(LOST) == []


@pytest.mark.minutes
def test_what_blocks_the_worker_itself_costs_the_last_change_and_no_more(restored) -> None:
    """Such a thing no Python can interrupt; the page ends the worker and begins another."""
    page = restored
    text = page.evaluate("last('described').files.find((file) => file.path === 'control.py').text")
    page.evaluate("heard.length = 0")
    page.evaluate("text => board.send({do: 'files', files: {'control.py': text}})", f"{text}\nsum(iter(int, 1))\n")
    page.wait_for_function("troubles.length && last('described')")
    assert page.evaluate(f"{LOST}.map((trouble) => trouble.kind)") == ["endless"]
    assert "iter(int, 1)" in page.evaluate(f"{LOST}[0].files['control.py']")
    page.evaluate("board.send({do: 'resume'})")
    page.wait_for_function(MOVES_ON, arg=1)


THREADS = """
from threading import Thread
from time import sleep
from gpiozero import LED

lamp = LED(17)
lamp.blink(0.5, 0.5)
worker = Thread(target=lambda: (sleep(2), print("from a thread", lamp.is_active)))
worker.start()
worker.join()
"""


def test_threads_run_also_in_a_memory_that_came_from_a_picture(restored) -> None:
    """What programs need is not in that memory: the first program brings it."""
    page = restored
    assert page.evaluate("board.probe.snapshot")
    page.evaluate("text => board.send({do: 'program', text, for_s: 10, speed: 100})", THREADS)
    page.wait_for_function("last('program') && ['ended', 'failed'].includes(last('program').state)")
    assert page.evaluate("last('program').error") is None
    assert "from a thread" in page.evaluate("heard.map((each) => each.text || '').join('')")


def test_a_program_that_cannot_be_brought_is_refused_and_the_board_goes_on(restored) -> None:
    """The laptop is off, and this browser has never had a program."""
    page = restored
    page.route("**/programs-*.zip", lambda route: route.abort())
    answer = page.evaluate("board.ask({do: 'program', text: 'print(1)'})")
    page.unroute("**/programs-*.zip")
    assert (answer["kind"], page.evaluate(LOST)) == ("refused", [])
    assert "laptop" in answer["text"]
    assert page.evaluate("board.ask({do: 'press', button: 'reset'}).then((answer) => answer.kind)") == "answer"


def test_the_worker_reaches_nothing_but_its_own_files(restored, board_server) -> None:
    """`import js` gives a pupil's program the worker's own fetch: it must not become a way to the laptop's routes."""
    page = restored
    asks = "import js\njs.fetch('/api/class').then(lambda _: print('REACHED'), lambda _: print('REFUSED'))\n"
    text = page.evaluate("last('described').files.find((file) => file.path === 'control.py').text")
    law = text.replace("from __future__ import annotations\n", f"from __future__ import annotations\n{asks}", 1)
    board_server.sent.clear()
    page.evaluate("text => board.ask({do: 'files', files: {'control.py': text}})", law)
    page.evaluate("board.ask({do: 'picture', columns: 100})")
    page.wait_for_timeout(300)
    assert board_server.sent == []


COUNTS_ENDS = """const end = Worker.prototype.terminate;
Worker.prototype.terminate = function () { localStorage.ended = 1; end.call(this); };"""


def test_a_page_that_is_left_gives_its_board_back_and_begins_anew_on_the_way_back(
    chromium, board_server, tmp_path
) -> None:
    """A browser keeps such a page for the way back; a pupil's old computer has no memory for two boards."""
    usual = {"ignore_default_args": ["--disable-back-forward-cache"], "args": QUIET.split()}
    kind = chromium.browser_type
    with kind.launch_persistent_context(tmp_path, executable_path=CHROMIUM, **usual) as context:
        page = context.new_page()
        page.add_init_script(COUNTS_ENDS)
        load(page, board_server)
        page.evaluate("begin", {"begin": BEGIN})
        page.goto(f"{board_server.address}favicon.ico")
        assert page.evaluate("localStorage.ended") == "1"
        page.evaluate("history.back()")
        page.wait_for_function("window.isHere && !window.board")


SPOIL = """() => new Promise((resolve) => {  // the kept picture of the memory becomes something else
  const opening = indexedDB.open("highland.board");
  opening.onsuccess = () => {
    const store = opening.result.transaction("snapshots", "readwrite").objectStore("snapshots");
    store.getAllKeys().onsuccess = ({ target }) => {
      store.put(new ArrayBuffer(1 << 20), target.result[0]).onsuccess = () => resolve(target.result.length);
    };
  };
})"""


@pytest.mark.minutes
def test_a_spoiled_picture_of_the_memory_costs_a_slower_start_and_is_thrown_away(restored, board_server) -> None:
    page = restored
    load(page, board_server)
    assert page.evaluate(SPOIL) == 1
    assert not page.evaluate("begin", {"begin": BEGIN})["snapshot"]
    page.wait_for_function(MOVES_ON, arg=1)
    assert page.evaluate(f"board.stop(); {LOST}") == []


def test_after_two_starts_that_never_ended_a_seat_on_the_laptop_is_asked_for(page, board_server) -> None:
    page.evaluate("localStorage.setItem('highland.boots', '2')")
    load(page, board_server)
    page.evaluate("""() => {
      window.toLaptop = [];
      const laptop = ({ onText }) => {
        setTimeout(() => onText('{"kind":"described","project":"from the laptop"}'), 0);
        return { post: (text) => window.toLaptop.push(JSON.parse(text)), close: () => {} };
      };
      return begin({ begin: { project: "gas_alarm" }, laptop });
    }""")
    page.wait_for_function("last('described')")
    assert page.evaluate("board.probe.kind") == "laptop"
    assert page.evaluate("troubles.map((trouble) => trouble.kind)") == ["memory"]
    assert page.evaluate("toLaptop[0]") == {"do": "begin", "project": "gas_alarm", "files": {}}
