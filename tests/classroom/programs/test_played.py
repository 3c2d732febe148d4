"""Where no program can be suspended it is computed ahead and played back, and nobody who pushes a button notices."""

from textwrap import dedent

import pytest

from classroom.programs.played import FIRST_S, PlayedPrograms
from sim.time import backend

BLINK = """
    from gpiozero import LED, Button
    from signal import pause
    led, lamp = LED(17), LED(27)
    led.blink(1, 1)
    button = Button(2)
    button.when_pressed = lambda: (lamp.toggle(), print("pressed"))
    print("begins")
    pause()
"""


class Player:
    """A page whose clock stands still while the program is computed."""

    def __init__(self):
        self.now_s = 0.0
        self.heard = []
        self.programs = PlayedPrograms(
            lambda message: self.heard.append((self.now_s, message)), wall=lambda: self.now_s
        )

    def until(self, end_s, step_s=0.05):
        while self.now_s < end_s and self.programs.run is not None:
            left_s = self.programs.go_on()
            self.now_s = min(self.now_s + min(left_s, step_s), end_s) if left_s > 0.0 else self.now_s

    def begin(self, text, **more):
        self.programs.receive({"do": "program", "text": dedent(text), **more})

    def last(self, kind):
        return next(message for _, message in reversed(self.heard) if message["kind"] == kind)

    @property
    def printed(self):
        return "".join(message["text"] for _, message in self.heard if message["kind"] == "printed")


@pytest.fixture
def player(monkeypatch):
    monkeypatch.setattr(backend, "_usual", backend.NoThreads())
    return Player()


@pytest.mark.proof
def test_it_is_played_at_the_pace_of_the_clock_and_further_than_it_was_computed_at_first(player):
    player.begin(BLINK, for_s=3 * FIRST_S)
    player.until(60.0)
    ends_s, end = player.heard[-1]
    assert (end["ended"], player.programs.run) == ("limit", None)
    assert ends_s == pytest.approx(3 * FIRST_S, abs=0.1)
    assert player.printed == "begins\n"
    lights = [(at, each["leds"]["17"]) for at, each in player.heard if each["kind"] == "panel"]
    lit = [at for (at, now), (_, before) in zip(lights[1:], lights, strict=False) if now == 1.0 and before != 1.0]
    assert [round(at) for at in lit] == list(range(2, 3 * round(FIRST_S), 2))


@pytest.mark.proof
def test_a_push_acts_from_then_on_and_nothing_is_shown_twice(player):
    player.begin(BLINK)
    player.until(3.0)
    for down in (True, False):
        player.programs.receive({"do": "push", "part": "gpio2", "down": down})
        player.until(player.now_s + 0.5)
    assert player.printed == "begins\npressed\n"
    assert player.last("panel")["leds"]["27"] == 1.0
    assert player.last("panel")["t_s"] == pytest.approx(3.6, abs=0.2)
    player.programs.receive({"do": "stop"})
    player.until(5.0)
    assert (player.last("program")["ended"], player.now_s < 4.1) == ("stopped", True)
    times = [message["t_s"] for _, message in player.heard if message["kind"] == "panel"]
    assert times == sorted(times)


@pytest.mark.proof
def test_an_answer_may_take_its_time(player):
    player.begin("name = input('name? ')\nprint('hello', name)\n")
    player.until(30.0)
    assert (player.printed, player.last("program")["state"]) == ("name? ", "asking")
    player.programs.receive({"do": "say", "text": "Lan"})
    player.until(31.0)
    assert (player.printed, player.last("program")["ended"]) == ("name? Lan\nhello Lan\n", "end")


@pytest.mark.proof
def test_a_program_with_a_thread_of_its_own_is_told_its_line_in_the_pupils_language(player):
    text = """
        from threading import Thread
        try:
            Thread(target=print).start()
        except Exception:
            print("hidden")
    """
    player.begin(text, lang="vi")
    player.until(1.0)
    error = player.last("program")["error"]
    assert (error["line"], error["source"].strip()) == (4, "Thread(target=print).start()")
    assert error["text"].startswith("Trình duyệt này quá cũ")
    assert player.printed == ""


@pytest.mark.proof
def test_a_callback_that_outlasts_the_wait_of_the_program_is_no_silent_mistake(player):
    text = """
        from gpiozero import Button
        from time import sleep
        button = Button(2)
        button.when_pressed = lambda: sleep(10)
        for _ in range(100):
            sleep(0.5)
    """
    player.begin(text)
    player.until(1.0)
    player.programs.receive({"do": "push", "part": "gpio2", "down": True})
    player.until(15.0)
    assert player.last("program")["error"]["cause"] == "ThreadsMissing"
