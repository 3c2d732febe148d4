"""Programs that run without a word and do nothing: the lint says what keeps them from it."""

import pytest

CALLED = """\
from gpiozero import Button
button = Button(2)
def pressed():
    print("pressed")
button.when_pressed = pressed()
"""
HANDED_OVER = """\
import threading
def maker():
    return print
def work():
    pass
threading.Thread(target=work, name=maker()).start()
button = threading.Timer(1, maker())
button.when_done = maker()
"""


@pytest.mark.parametrize(("text", "lines"), [(CALLED, [5]), (HANDED_OVER, []), ("x = (\n", [])])
def test_a_function_that_is_called_where_it_should_be_handed_over(text, lines, tmp_path, lint):
    file = tmp_path / "program.py"
    file.write_text(text, encoding="utf-8")
    lint.read(file)
    assert [each.key for each in lint.so_far] == ["lint.handler_called"] * len(lines)
    assert [each.message.values["line"] for each in lint.so_far] == lines


def keys(found):
    return [each.key for each in found]


def with_a_handler(rig, seconds):
    from gpiozero import Button

    with Button(17) as button:
        button.when_pressed = print
        rig.pi.clock.sleep(seconds)
        rig.found = rig.lint.findings()


@pytest.mark.parametrize(("seconds", "told"), [(0.0, ["lint.nobody_waits"]), (5.0, [])])
def test_a_program_that_ends_before_anybody_can_press(seconds, told, rig, lint):
    rig.lint = lint
    with_a_handler(rig, seconds)
    assert keys(rig.found) == told


@pytest.mark.parametrize(("edge", "told"), [("FALLING", ["lint.let_go_edge"]), ("RISING", [])])
def test_the_edge_at_which_a_button_is_let_go(edge, told, rig, ended):
    def program(rig):
        GPIO = rig.gpio()
        GPIO.setup(23, GPIO.IN, pull_up_down=GPIO.PUD_DOWN)
        GPIO.add_event_detect(23, getattr(GPIO, edge), callback=lambda channel: None, bouncetime=50)
        rig.press(23, 1.0, 2.0, level=True)
        rig.pi.clock.sleep(3.0)
        GPIO.cleanup()

    assert keys(ended(program)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", True),
        ("LED = 24\nGPIO.output(LED, 1)", True),
        ("GPIO.output(23, 1)", False),
        ("GPIO.output(pin(), 1)", False),
    ],
)
def test_a_button_that_was_set_up_as_an_output(text, told, rig, lint, ended, tmp_path):
    file = tmp_path / "program.py"
    file.write_text(text, encoding="utf-8")
    lint.read(file)

    def program(rig):
        GPIO = rig.gpio()
        GPIO.setup(23, GPIO.OUT)
        GPIO.setup(24, GPIO.OUT)
        for _ in range(100):
            GPIO.output(24, not GPIO.input(24))  # what is right to ask of an output: what it is now
            GPIO.input(23)
            rig.pi.clock.sleep(0.1)
        GPIO.cleanup()

    assert [(each.key, each.gpio) for each in ended(program)] == ([("lint.reads_output", 23)] if told else [])


@pytest.mark.parametrize(
    ("kind", "seconds", "told"), [("dht11", 1.07, False), ("dht11", 0.7, True), ("dht22", 1.07, True)]
)
def test_each_dht_has_its_own_rest(kind, seconds, told, rig, ended):
    from devices import WiredPart
    from sim.chips import find

    def program(rig):
        import board
        import pulseio

        felt = {"part_temperature_c": 27.0, "part_humidity_pct": 80.0}
        find(kind)(rig.pi, WiredPart("part", kind, {"pin": 4}), felt, {})
        wire = pulseio.PulseIn(board.D4, 81)
        for _ in range(3):
            wire.resume(20_000)
            rig.pi.clock.sleep(seconds)
        wire.deinit()

    assert keys(ended(program)) == (["lint.dht_too_often"] if told else [])
