"""`highland script --live`: what the panel shows, and what its keys do to the program. Nothing here waits."""

import io
from collections import deque

import pytest
from rich.console import Console
from rich.theme import Theme

from look.terminal import styles
from sim.live.words import Tongue
from sim.programs.panel.desk import Desk, Hold, Knob, Move, Push, Stop, on_key
from sim.programs.panel.frame import panel_frame
from sim.programs.panel.live import LivePanel
from sim.programs.panel.view import Light, PanelView, Screen
from sim.programs.script import ScriptRequest, run_script

LAMP = """\
from gpiozero import Button, LED, PWMLED
lamp, dim, button = LED(17), PWMLED(27), Button(2)
dim.value = 0.4
for turn in range(3):
    button.wait_for_press()
    lamp.toggle()
    print("pressed", turn)
    button.wait_for_release()
"""
SENSOR = """\
from time import sleep
from gpiozero import MCP3008
pot = MCP3008(0)
while True:
    print(round(pot.value * 3.3, 2))
    sleep(0.5)
"""
ASKS = """\
name = input("Who? ")
print("Hello", name)
"""
BUTTON = Knob("button_gpio2_pressed", "button_gpio2", False, "-")
SLIDER = Knob("mcp3008_ce0_ch0_v", "input 0", 1.65, "1.65 V", 0.0, 3.3, 0.05)
KNOBS = [BUTTON, SLIDER]


class Typed:
    """A keyboard on which each key comes at its real second; waiting is only counted."""

    def __init__(self, *keys):
        self.now_s = 0.0
        self._keys = deque(keys)

    def read(self, timeout_s):
        if self._keys and self._keys[0][0] <= self.now_s:
            return self._keys.popleft()[1]
        self.now_s += max(timeout_s, 0.001)
        return ""


def lines_of(picture, width=80, height=24):
    console = Console(file=io.StringIO(), width=width, height=height, color_system=None, theme=Theme(styles()))
    with console.capture() as caught:
        console.print(picture)
    return caught.get().splitlines()


@pytest.fixture
def live(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(text, *keys, for_s=20.0):
        file = tmp_path / "program.py"
        file.write_text(text, encoding="utf-8")
        typed, pictures = Typed(*keys), []
        panel = LivePanel("program.py", 1.0, typed, pictures.append, Tongue(), wall=lambda: typed.now_s)
        result = run_script(ScriptRequest(file, for_s=for_s, speed=1.0), panel.notify, None, panel, panel)
        return panel, result, pictures

    return call


def test_enter_presses_the_chosen_button(live):
    panel, result, pictures = live(LAMP, (1.0, "\r"), (3.0, "\r"), (5.0, "h"), (7.0, "h"))
    assert result.ended == "end"
    assert result.virtual_s == pytest.approx(7.0, abs=0.3)
    assert [line for line in panel.pane.lines if line.startswith("pressed")] == ["pressed 0", "pressed 1", "pressed 2"]
    assert result.outputs["gpio17"]["changes"] == 3
    shown = ["\n".join(lines_of(each)) for each in pictures]
    assert any("● GPIO17 LED on" in each for each in shown)
    assert any("◐ GPIO27 PWMLED 40 %" in each for each in shown)
    assert any("[#] pressed" in each for each in shown)


def test_plus_and_minus_move_a_value(live):
    panel, result, pictures = live(SENSOR, (2.2, "+"), (4.2, "-"), (4.3, "-"), (6.2, "q"))
    printed = [float(line) for line in panel.pane.lines if line[:1].isdigit()]
    assert printed[0] == pytest.approx(1.65, abs=0.02)
    assert max(printed) == pytest.approx(1.815, abs=0.02)
    assert printed[-1] == pytest.approx(1.485, abs=0.02)
    assert result.ended == "stopped"
    assert any("input 0 ----o-----" in line for line in lines_of(pictures[-1]))


def test_a_question_is_answered_on_the_panel(live):
    panel, _, pictures = live(ASKS, *((1.0, letter) for letter in "Anq\x7f\r"))
    assert "Who? An" in panel.pane.lines
    assert "Hello An" in panel.pane.lines
    assert any("Type it, then Enter: An_" in line for each in pictures for line in lines_of(each))


def test_a_pause_stops_virtual_time(live):
    _, result, pictures = live(SENSOR, (1.0, " "), (50.0, " "), (51.0, "q"))
    assert result.virtual_s == pytest.approx(2.0, abs=0.4)
    assert any("PAUSED" in line for each in pictures for line in lines_of(each))


def test_the_process_is_given_back(live):
    import sys

    before = sys.stdout, sys.stderr, sys.stdin
    live(ASKS, (0.0, "\r"))
    assert (sys.stdout, sys.stderr, sys.stdin) == before


@pytest.mark.parametrize(
    ("key", "chosen", "order"),
    [
        ("down", 1, None),
        ("up", 1, None),
        ("2", 1, None),
        ("9", 0, None),
        ("\n", 0, Push("button_gpio2_pressed")),
        ("h", 0, Hold("button_gpio2_pressed", True)),
        ("+", 0, None),
        ("q", 0, Stop()),
    ],
)
def test_keys_at_a_button(key, chosen, order):
    desk, found = on_key(Desk(), key, KNOBS)
    assert (desk.chosen, found) == (chosen, order)


@pytest.mark.parametrize(
    ("key", "value"), [("+", 1.815), ("-", 1.485), ("right", 1.7), ("left", 1.6), ("\r", None), ("h", None)]
)
def test_keys_at_a_slider(key, value):
    _, found = on_key(Desk(chosen=1), key, KNOBS)
    assert found == (None if value is None else Move("mcp3008_ce0_ch0_v", value))


def test_no_value_leaves_its_range():
    top = Knob("k", "k", 3.3, "", 0.0, 3.3, 0.05)
    assert on_key(Desk(), "+", [top])[1] == Move("k", 3.3)
    assert on_key(Desk(chosen=7), "-", [top])[1] is not None  # a knob is gone: the last one is meant
    assert on_key(Desk(), "+", []) == (Desk(), None)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (40, 20), (60, 12)])
def test_the_picture_fits_the_terminal(width, height):
    knobs = [Knob(f"keypad_{n}", f"keypad_{n}", False, "-") for n in range(16)]
    lights = [Light(f"GPIO{n} LED", n / 20) for n in range(20)] + [Light("GPIO26 relay", None)]
    view = PanelView(
        "program.py",
        3661.0,
        60.0,
        Desk(chosen=12),
        lights,
        [Screen("lcd_0x27", ["27.0 C  80 %", "Xin chao"])],
        knobs,
        [f"line {n} " + "x" * 200 for n in range(50)],
    )
    shown = lines_of(panel_frame(view, Tongue(), width, height), width, height)
    assert all(len(line) <= width for line in shown)
    assert len(shown) <= max(height, 20)
    assert any("SIM" in line for line in shown)
    assert any("line 49" in line for line in shown)
    assert any(">" in line and "keypad_12" in line for line in shown)
