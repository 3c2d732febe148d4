"""A pupil's own program in a real browser: its threads, its event loop, its local time, its stop."""

import tomllib
from pathlib import Path

import pytest

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("programs_in_chromium")]

SCRIPTS = Path(__file__).parents[2] / "scripts"
EXPECTED = {
    name: case
    for file in SCRIPTS.glob("expected_*.toml")
    for name, case in tomllib.loads(file.read_text(encoding="utf-8")).items()
}
# Threads with an event, a queue between two, asyncio, a timer, Ctrl-C, and a local time of day.
SAMPLE = ("event_worker", "queue_readings", "asyncio_blink", "timer_heartbeat", "signal_cleanup", "zero_time_of_day")
SOON = [pytest.param(each, marks=() if each in SAMPLE[1:3] else pytest.mark.minutes) for each in SAMPLE]
ENDED = "['ended', 'failed'].includes(last('program')?.state)"

LOST = "troubles.filter((each) => each.kind !== 'slow')"  # a busy computer may start slowly


@pytest.fixture(scope="module")
def page(chromium, board_server):
    context = chromium.new_context(timezone_id="America/Bogota")  # local time is the board's all the same
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(board_server.address)
    page.wait_for_function("window.isHere")
    assert page.evaluate("begin({threads: true})")["jspi"]
    yield page
    page.evaluate("board.stop()")
    assert page.evaluate(LOST) == []
    context.close()


def run(page, text, **more):
    """Begin a program in the page."""
    page.evaluate("(message) => { heard.length = 0; board.send(message); }", {"do": "program", "text": text, **more})


def printed(page):
    return page.evaluate("heard.filter((each) => each.kind === 'printed').map((each) => each.text).join('')")


@pytest.mark.parametrize("name", SOON)
def test_a_program_of_the_corpus_prints_what_it_prints_elsewhere(page, name):
    case = EXPECTED[name]
    run(page, (SCRIPTS / f"{name}.py").read_text(encoding="utf-8"), for_s=case.get("for_s", 600), speed=1000)
    page.wait_for_function(ENDED)
    end = page.evaluate("last('program')")
    assert end["ended"] == case.get("ended", "end"), end
    assert printed(page).splitlines() == case.get("printed", "").strip("\n").splitlines()
    if "virtual_s" in case:
        assert end["t_s"] == pytest.approx(case["virtual_s"], abs=case.get("tolerance_s", 0.02))


def test_lights_blink_a_button_acts_an_answer_is_read_and_stop_stops(page):
    text = """
from gpiozero import LED, Button
from signal import pause
led, lamp = LED(17), LED(27)
led.blink(0.1, 0.1)
button = Button(2)
button.when_pressed = lamp.on
print("hello", input("name? "))
pause()
"""
    run(page, text)
    page.wait_for_function("last('program')?.state === 'asking'")
    page.evaluate("board.send({do: 'say', text: 'Lan'})")
    page.wait_for_function("heard.filter((m) => m.kind === 'panel').some((m) => m.leds[17] === 0 && m.t_s > 0.1)")
    page.evaluate("board.send({do: 'push', part: 'gpio2', down: true})")
    page.wait_for_function("last('panel')?.leds[27] === 1 && last('panel').felt.button_gpio2_pressed")
    assert printed(page) == "name? Lan\nhello Lan\n"
    stop(page)


@pytest.mark.parametrize(
    "text",
    [
        "x = 0\nwhile True:\n    x += 1\n",
        "import threading\ndef spin():\n    while True:\n        pass\nthreading.Thread(target=spin).start()\n",
    ],
)
def test_a_loop_that_never_sleeps_is_stopped_without_a_new_worker(page, text):
    run(page, text)
    page.wait_for_function("last('program')?.state === 'running'")
    stop(page)


def stop(page):
    took_ms = page.evaluate(
        f"""() => new Promise((done) => {{
          const began = performance.now();
          board.send({{do: 'stop'}});
          const look = () => ({ENDED} ? done(performance.now() - began) : setTimeout(look, 5));
          look();
        }})"""
    )
    assert page.evaluate("last('program').ended") == "stopped"
    print(f"stopped after {took_ms:.0f} ms")
    assert page.evaluate(LOST) == []  # told to stop, it has 0.4 s; then the page would make a new worker
