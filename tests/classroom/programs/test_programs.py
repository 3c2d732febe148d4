"""A pupil's program runs behind messages: shown, pushed, answered and stopped while it runs."""

import gc
import os
import re
import sys
from itertools import pairwise

import pytest

from classroom.programs.asked import PLUG
from classroom.programs.plugs import offered

BUTTON = """
    from gpiozero import LED, Button
    from signal import pause
    led = LED(17)
    button = Button(2)
    button.when_pressed = led.on
    button.when_released = led.off
    pause()
"""


def lights(desk, gpio):
    """When the light of a pin changed, in virtual seconds, with what it was then."""
    found = []
    for panel in desk.all("panel"):
        light = panel["leds"].get(gpio)
        if light is not None and (not found or found[-1][1] != light):
            found.append((panel["t_s"], light))
    return found


def test_a_light_is_shown_as_it_blinks_at_the_pace_of_the_real_clock(desk):
    text = (
        "from gpiozero import LED\nfrom time import sleep\nled = LED(17)\nwhile True:\n    led.toggle()\n    sleep(1)\n"
    )
    end = desk.run(text, for_s=3.0)
    assert (end["state"], end["ended"], end["error"]) == ("ended", "limit", None)
    assert desk.now_s == pytest.approx(3.0, abs=0.1)
    steady = [(t_s, light) for t_s, light in lights(desk, "17") if light in (0.0, 1.0)]
    assert [light for _, light in steady] == [1.0, 0.0, 1.0]
    assert [t_s for t_s, _ in steady] == pytest.approx([0.0, 1.0, 2.0], abs=0.15)
    parts = [message["parts"] for message in desk.all("program") if message.get("parts")]
    assert [(part["kind"], part["gpio"], part["push"]) for part in parts[-1]] == [("led", 17, None)]
    assert all(later - sooner > 0.049 for sooner, later in gaps(desk))


def gaps(desk):
    times = [at for at, message in desk.heard if message["kind"] == "panel"]
    return list(pairwise(times))


def test_a_button_acts_while_somebody_holds_it(desk):
    orders = {
        1.0: {"do": "push", "part": "gpio2", "down": True},
        2.0: {"do": "push", "part": "gpio2", "down": False},
        3.0: {"do": "stop"},
    }
    end = desk.run(BUTTON, orders)
    assert end["ended"] == "stopped"
    steady = [(t_s, light) for t_s, light in lights(desk, "17") if light in (0.0, 1.0)]
    assert [light for _, light in steady] == [0.0, 1.0, 0.0]
    assert [t_s for t_s, _ in steady] == pytest.approx([0.0, 1.0, 2.0], abs=0.15)
    part = desk.all("program")[-2]["parts"][-1]
    assert (part["kind"], part["push"]) == ("button", "gpio2")


def test_the_wires_of_a_port_are_lights_and_buttons(desk):
    text = """
    import smbus, time
    bus = smbus.SMBus(1)
    bus.write_byte_data(0x20, 0x00, 0xFE)  # A0 is an output
    bus.write_byte_data(0x20, 0x0D, 0x80)  # B7 has a pull-up
    while True:
        bus.write_byte_data(0x20, 0x12, 0 if bus.read_byte_data(0x20, 0x13) & 0x80 else 1)
        time.sleep(0.05)
    """
    button = "mcp23017_0x20_gpb7"
    orders = {
        1.0: {"do": "push", "part": button, "down": True},
        2.0: {"do": "push", "part": button, "down": False},
        3.0: {"do": "stop"},
    }
    desk.run(text, orders)
    steady = [light for _, light in lights(desk, "mcp23017_0x20_gpa0") if light in (0.0, 1.0)]
    assert steady == [0.0, 1.0, 0.0]
    parts = {part["name"]: part for part in desk.all("program")[-2]["parts"]}
    assert (parts[button]["kind"], parts[button]["push"], parts[button]["where"]) == ("button", button, "0x20 GPB7")
    assert parts["mcp23017_0x20_gpa0"]["gpio"] == "mcp23017_0x20_gpa0"


def test_stop_ends_it_at_once(desk):
    desk.run(BUTTON, {5.0: {"do": "stop"}})
    assert desk.now_s == pytest.approx(5.0, abs=0.1)
    assert desk.programs.run is None


def test_an_answer_to_input_is_read_and_seen_and_the_board_goes_on_meanwhile(desk):
    text = "import time\nt = time.time()\nname = input('name? ')\nprint('hello', name, round(time.time() - t, 3))\n"
    end = desk.run(text, {30.0: {"do": "say", "text": "Lan"}})
    assert end["ended"] == "end"
    assert re.fullmatch(r"name\? Lan\nhello Lan (29\.9|30\.0)\d*\n", desk.printed), desk.printed
    assert [message["state"] for message in desk.all("program")] == ["running", "asking", "running", "ended"]


def test_a_program_that_waits_for_an_answer_can_be_stopped(desk):
    assert desk.run("input()\n", {1.0: {"do": "stop"}})["ended"] == "stopped"


def test_a_slider_changes_what_the_program_measures(desk):
    text = """
        from gpiozero import MCP3008
        from time import sleep
        light = MCP3008(0)
        for _ in range(3):
            print(round(light.value, 1))
            sleep(1)
    """
    desk.run(text, {1.5: {"do": "feel", "name": "mcp3008_ce0_ch0_v", "value": 99.0}})
    assert desk.printed == "0.5\n0.5\n1.0\n"
    sliders = next(part["sliders"] for part in desk.all("program")[1]["parts"])
    assert (sliders[0]["name"], sliders[0]["low"], sliders[0]["high"]) == ("mcp3008_ce0_ch0_v", 0.0, 3.3)


def test_a_keypad_has_its_keys_on_the_page(desk):
    text = """
        import RPi.GPIO as GPIO, time
        ROWS, COLS = [5, 6, 13, 19], [12, 16, 20, 21]
        GPIO.setmode(GPIO.BCM)
        GPIO.setup(ROWS, GPIO.OUT, initial=GPIO.LOW)
        GPIO.setup(COLS, GPIO.IN, pull_up_down=GPIO.PUD_DOWN)
        for _ in range(4):
            GPIO.output(19, GPIO.HIGH)
            print(GPIO.input(20))
            GPIO.output(19, GPIO.LOW)
            time.sleep(1)
        GPIO.cleanup()
    """
    orders = {
        0.5: {"do": "push", "part": "keypad_hash", "down": True},
        2.5: {"do": "push", "part": "keypad_hash", "down": False},
    }
    desk.run(text, orders)
    assert desk.printed.endswith("0\n1\n1\n0\n")
    keys = next(part["keys"] for part in desk.all("program")[1]["parts"] if part["keys"])
    assert [key["words"] for key in keys] == list("123A456B789C*0#D")


def test_the_level_at_rest_of_a_sensor_is_a_guess_that_can_be_turned_round(desk):
    text = """
        from gpiozero import InputDevice
        from time import sleep
        gas = InputDevice(17)
        for _ in range(3):
            print(gas.value)
            sleep(1)
    """
    desk.run(text, {1.5: {"do": "rest", "part": "gpio17", "high": False}})
    assert desk.printed == "1\n1\n0\n"
    part = next(part for message in desk.all("program") for part in message.get("parts", ()))
    assert (part["words"], part["rests_high"], part["push"]) == ("digital sensor", True, "gpio17")
    assert "--set" not in desk.printed  # there is no command line


@pytest.mark.examples(1)
@pytest.mark.parametrize(("lang", "says"), [("en", "Python does not know the name"), ("vi", "Python không hiểu tên y")])
def test_an_error_names_its_line_and_its_cause_in_the_pupils_language(desk, lang, says):
    end = desk.run("x = 1\nprint(y)\n", name="mine.py", lang=lang)
    assert (end["state"], end["ended"]) == ("failed", "error")
    error = end["error"]
    assert (error["file"], error["line"], error["source"].strip()) == ("mine.py", 2, "print(y)")
    assert "NameError" in error["text"]
    assert says in error["text"]


def test_a_usual_mistake_is_told_at_the_end(desk):
    text = "import RPi.GPIO as GPIO\nGPIO.setmode(GPIO.BCM)\nGPIO.setup(17, GPIO.OUT)\nGPIO.output(17, 1)\n"
    end = desk.run(text)
    assert [finding["gpio"] for finding in end["findings"]] != []
    assert all(finding["text"] for finding in end["findings"])


@pytest.mark.parametrize(
    "message",
    [
        {"do": "program"},
        {"do": "program", "text": 5},
        {"do": "program", "text": "x" * 70_000},
        {"do": "program", "text": "\ud800"},
        {"do": "program", "text": "", "name": "../evil.py"},
        {"do": "program", "text": "", "speed": 0},
        {"do": "program", "text": "", "for_s": 1e9},
        {"do": "program", "text": "", "world": "gas_alarm"},
        {"do": "push", "part": "gpio99", "down": True},
        {"do": "feel", "name": "light_lux", "value": "1"},
        {"do": "stop", "now": True},
        {"do": "say", "text": "Lan"},
    ],
)
def test_a_message_that_says_something_else_is_refused(desk, message):
    desk.programs.receive({**message, "id": 4})
    ((_, answer),) = desk.heard
    assert (answer["kind"], answer["id"]) == ("refused", 4)


def test_what_the_program_does_not_have_is_left_alone(desk):
    orders = {
        0.2: {"do": "push", "part": "gpio5", "down": True},
        0.3: {"do": "feel", "name": "temperature_c", "value": True},
        0.4: {"do": "feel", "name": "nothing", "value": 1.0},
        0.5: {"do": "program", "text": "print('second')"},
        1.0: {"do": "stop"},
    }
    assert desk.run(BUTTON, orders)["ended"] == "stopped"
    assert [message["kind"] for message in desk.all("refused")] == ["refused"]


def test_the_process_is_as_before(desk):
    before = os.getcwd(), sys.stdin, sys.stdout, sys.stderr, dict(os.environ)
    desk.run("import os, sys\nopen('left.txt', 'w').write('x')\nos.environ['A'] = 'b'\nsys.exit(3)\n")
    assert (os.getcwd(), sys.stdin, sys.stdout, sys.stderr, dict(os.environ)) == before
    assert not os.path.exists("left.txt")


OLED = """
    import time, smbus
    bus = smbus.SMBus(1)
    bus.write_i2c_block_data(0x3C, 0x00, [0x8D, 0x14, 0xA1, 0xC8, 0xAF])
    time.sleep(1)
    bus.write_byte_data(0x3C, 0x40, 0xFF)
    time.sleep(1)
    bus.write_byte_data(0x3C, 0x40, 0xFF)
"""


def test_the_picture_of_a_display_is_sent_when_it_has_changed_and_at_the_end(desk):
    desk.run(OLED)
    parts = [message["parts"] for message in desk.all("program") if message.get("parts")]
    assert [(part["name"], part["kind"]) for part in parts[-1]] == [("ssd1306_0x3c", "picture")]
    pictures = [(each["t_s"], each["pictures"]) for each in desk.all("panel") if each["pictures"]]
    assert [t_s for t_s, _ in pictures] == pytest.approx([0.0, 1.0, 2.0], abs=0.1)
    assert all(url.startswith("data:image/png;base64,") for _, shown in pictures for url in shown.values())
    assert all(len(url) < 1000 for _, shown in pictures for url in shown.values())
    assert len({url for _, shown in pictures for url in shown.values()}) == 3


def test_what_a_stepper_and_digits_do_is_seen_on_the_board(desk):
    """Their wires are outputs only until they are recognized; then they are one part each."""
    text = """
        import time
        import RPi.GPIO as GPIO
        stepper_pins, segments = (5, 6, 13, 19), (2, 3, 4, 17, 27, 22, 10)
        GPIO.setwarnings(False)
        GPIO.setmode(GPIO.BCM)
        GPIO.setup((*stepper_pins, *segments), GPIO.OUT, initial=GPIO.LOW)
        for shape in (0x06, 0x5B, 0x4F):
            for bit, pin in enumerate(segments):
                GPIO.output(pin, shape >> bit & 1)
            for step in range(128):
                for place, pin in enumerate(stepper_pins):
                    GPIO.output(pin, step % 4 == place)
                time.sleep(0.004)
    """
    desk.run(text)
    parts = [message["parts"] for message in desk.all("program") if message.get("parts")]
    assert {(part["name"], part["kind"]) for part in parts[-1]} == {
        ("stepper_gpio5", "display"),
        ("segments_gpio2", "display"),
    }
    shown = [panel["displays"] for panel in desk.all("panel")]
    assert shown[-1]["segments_gpio2"] == ["3"]
    assert shown[-1]["stepper_gpio5"] == ["0.19 turns"]  # 384 of 2048


def test_a_part_that_was_chosen_is_there_and_a_choice_that_cannot_be_is_explained(desk):
    text = """
    import time
    import RPi.GPIO as GPIO
    GPIO.setmode(GPIO.BCM)
    GPIO.setup(17, GPIO.IN)
    for _ in range(20):
        GPIO.input(17)
        time.sleep(0.1)
    """

    def part_of(**more):
        desk.run(text, **more)
        [part] = [message["parts"] for message in desk.all("program") if message.get("parts")][-1]
        return part["words"], part["gpio"], part["guessed"]

    assert part_of() == ("digital sensor", 17, True)
    assert part_of(plugs=["gpio17=pir"]) == ("motion sensor", 17, False)
    assert part_of(plugs=["gpio17=button"])[0] == "button"
    end = desk.run(text, plugs=["gpio17=bme280"])
    assert "GPIO17" in end["error"]["text"]


def test_whatever_the_page_offers_is_a_choice_of_parts():
    found = offered(str)
    for each in found["parts"]:
        for place in found["places"].get(each["where"], each["addresses"]):
            assert PLUG.fullmatch(f"{place}={each['part']}")


@pytest.mark.parametrize("plugs", ["gpio17=button", ["--plug"], ["gpio17=button"] * 13, [17]])
def test_what_is_no_choice_of_parts_is_refused(desk, plugs):
    desk.programs.receive({"do": "program", "text": "", "plugs": plugs})
    assert [message["kind"] for message in desk.all("refused")] == ["refused"]


def test_nothing_of_a_program_is_left_when_the_next_begins(desk):
    gc.disable()  # a browser's memory never becomes smaller: waiting for a collection would keep several programs
    try:
        for _ in range(2):
            desk.run(BUTTON, for_s=2.0)
        desk.run('import gc\nprint(sum(type(each).__name__ == "ProgramRun" for each in gc.get_objects()))')
    finally:
        gc.enable()
    assert desk.printed == "1\n"
