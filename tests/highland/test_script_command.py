"""`highland script`: what goes to standard output, what to standard error, the JSON, the exit codes."""

import json

import pytest

BLINK = """\
from gpiozero import LED
from time import sleep
led = LED(17)
for _ in range(3):
    led.on()
    sleep(1)
    led.off()
    sleep(1)
print("done")
"""


@pytest.fixture
def blink(tmp_path):
    file = tmp_path / "blink.py"
    file.write_text(BLINK, encoding="utf-8")
    return file


def test_what_the_program_prints_is_all_of_the_output(highland, blink):
    said = highland("script", blink)
    assert (said.code, said.out) == (0, "done\n")
    assert said.err.splitlines() == [
        "SIM: blink.py runs on a virtual Raspberry Pi. No real pin is touched.",
        "GPIO17: LED.",
        "GPIO17: 6 changes, on for 3.0 s; at the end let go.",
        "The program ended by itself after 6 s of virtual time.",
    ]


def test_json_is_one_object_and_the_program_speaks_on_the_side(highland, blink):
    said = highland("script", blink, "--json", "--seed", "3")
    found = json.loads(said.out)
    assert "done" in said.err.splitlines()
    assert found["provenance"] == "sim"
    assert (found["ended"], found["exit_code"], round(found["virtual_s"], 3), found["seed"]) == ("end", 0, 6.0, 3)
    assert found["outputs"] == {
        "gpio17": {
            "part": "output_gpio17",
            "last_level": None,
            "last_duty": None,
            "changes": 6,
            "let_go": 1,
            "on_s": pytest.approx(3.0, abs=0.001),
        }
    }
    assert found["plugged"] == [{"name": "output_gpio17", "kind": "output", "where": "GPIO17", "values": {}}]
    assert found["error"] is None


def test_an_analog_output_is_told_in_volts(highland, tmp_path):
    file = tmp_path / "follow.py"
    file.write_text(
        """
import time, smbus
bus = smbus.SMBus(1)
for level in 0, 64, 128, 192:
    bus.write_byte_data(0x48, 0x40, level)
    time.sleep(1)
bus.read_byte(0x48)
""",
        encoding="utf-8",
    )
    said = highland("script", file)
    assert (
        "pcf8591_0x48_aout: 3 changes, for 3.0 s between 0.82 and 2.48 V; at the end at 2.48 V."
        in said.err.splitlines()
    )
    found = json.loads(highland("script", file, "--json").out)["outputs"]["pcf8591_0x48_aout"]
    assert (found["least_v"], found["most_v"], found["last_v"]) == (0.825, 2.475, 2.475)


@pytest.mark.parametrize(("words", "kind"), [((), "dht11"), (("5", "11"), "dht11"), (("5", "22"), "dht22")])
def test_what_is_typed_behind_a_program_tells_which_dht_is_there(highland, tmp_path, words, kind):
    file = tmp_path / "climate.py"
    file.write_text(
        """
import time
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BCM)
GPIO.setup(5, GPIO.OUT)
GPIO.output(5, 0)
time.sleep(0.018)
GPIO.setup(5, GPIO.IN)
print(sum(GPIO.input(5) for _ in range(2000)))
GPIO.cleanup()
""",
        encoding="utf-8",
    )
    found = json.loads(highland("script", "--json", file, *words).out)
    assert [part["kind"] for part in found["plugged"]] == [kind]
    assert list(found["guesses"]) == ([] if words else ["GPIO5"])


def test_an_error_speaks_to_the_learner_first(highland, tmp_path):
    file = tmp_path / "lamp.py"
    file.write_text("from gpiozero import LED\nled = LED(45)\n", encoding="utf-8")
    said = highland("script", file)
    assert said.code == 1
    assert said.out == ""
    assert said.err.splitlines()[1:5] == [
        "The program stopped with an error in lamp.py, line 2:",
        "    led = LED(45)",
        "PinInvalidPin: 45 is not a valid pin name",
        "Check: gpiozero counts GPIO numbers, 2 to 27, not the pins of the header: LED(17) is GPIO17, the header's "
        "pin 11.",
    ]
    assert "Traceback" not in said.err
    assert "Traceback (most recent call last):" in highland("script", file, "--details").err
    assert json.loads(highland("script", file, "--json").out)["error"]["line"] == 2


def test_arguments_of_the_program_and_ours_do_not_mix(highland, tmp_path):
    file = tmp_path / "words.py"
    file.write_text("import sys\nprint(sys.argv[1:])\nsys.exit(7)\n", encoding="utf-8")
    said = highland("script", file, "one", "--seed", "2", "--", "--seed", "--for")
    assert (said.code, said.out) == (7, "['one', '--seed', '--for']\n")
    for words in ((file, "--", "--pin", "3", "a"), ("--seed", "2", file, "--", "--pin", "3", "a")):
        assert highland("script", *words).out == "['--pin', '3', 'a']\n"
    assert highland("script", "--", file, "a").out == "['a']\n"


@pytest.mark.proof
def test_the_limit_ends_a_program_well(highland, tmp_path):
    file = tmp_path / "endless.py"
    file.write_text("import time\nwhile True:\n    time.sleep(1)\n", encoding="utf-8")
    said = highland("script", file, "--for", "1h")
    assert said.code == 0
    assert said.err.splitlines()[-1] == (
        "Stopped with Ctrl-C after 1 h of virtual time. A longer run: --for 1h, for example."
    )


def test_a_trace_gets_sim_in_its_name(highland, blink, tmp_path):
    said = highland("script", blink, "--trace", tmp_path / "a.csv")
    assert (tmp_path / "a.SIM.csv").is_file()
    assert said.err.splitlines()[-1].endswith("a.SIM.csv (SIM).")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("missing.py",), "The program missing.py cannot be read"),
        (("{blink}", "--for", "0"), "--for cannot be 0."),
        (("{blink}", "--speed", "quick"), "--speed cannot be quick."),
        (("{blink}", "--set", "warm=1"), "Nothing here is called warm."),
        (("{blink}", "--press", "gpio17@x"), "gpio17@x is not a press of a button. Write what is pressed and when"),
        (("{blink}", "--world", "mars"), "There is no project called mars."),
        (("{blink}", "--wiring", "missing.toml"), "There is no wiring list at missing.toml."),
        (("{blink}", "--trace", "no/such/folder/a.csv"), "cannot be written"),
    ],
)
def test_wrong_use_is_refused_before_anything_runs(highland, blink, words, sentence):
    said = highland("script", *(word.format(blink=blink) for word in words))
    assert said.code == 2
    assert said.out == ""
    assert sentence in said.err


PULLED = """\
import RPi.GPIO as GPIO, time
GPIO.setmode(GPIO.BCM)
for _ in range(3):
    GPIO.setup(26, GPIO.OUT, initial=GPIO.LOW)
    time.sleep(2)
    GPIO.setup(26, GPIO.IN)
    time.sleep(2)
GPIO.cleanup()
"""
AT_LOW = '[parts.fan]\ndriver = "relay"\npin = 26\nactive_high = false\n'


@pytest.mark.parametrize("wiring", [None, AT_LOW])
def test_a_relay_that_is_switched_by_low_and_let_go_has_its_changes_told(highland, tmp_path, wiring):
    file, listed = tmp_path / "relay.py", tmp_path / "w.toml"
    file.write_text(PULLED, encoding="utf-8")
    listed.write_text(wiring or "", encoding="utf-8")
    said = highland("script", file, *([] if wiring is None else ["--wiring", listed]))
    assert "GPIO26: 3 times at low and let go again, at low for 6.0 s; at the end let go." in said.err.splitlines(), (
        said.err
    )


def test_what_a_part_of_a_wiring_list_was_switched_to_is_told_at_its_own_level(highland, tmp_path):
    file, listed = tmp_path / "fan.py", tmp_path / "w.toml"
    file.write_text(
        "from gpiozero import OutputDevice\nimport time\nfan = OutputDevice(26, active_high=False)\n"
        "fan.on()\ntime.sleep(3)\nfan.off()\ntime.sleep(5)\n",
        encoding="utf-8",
    )
    listed.write_text(AT_LOW, encoding="utf-8")
    said = highland("script", file, "--wiring", listed)
    assert "GPIO26: 2 changes, on (at low) for 3.0 s; at the end let go." in said.err.splitlines(), said.err


def test_a_relay_of_which_nobody_says_the_level_is_guessed_to_be_on_at_low_and_that_is_said(highland, tmp_path):
    file = tmp_path / "pump.py"
    file.write_text(
        "import RPi.GPIO as GPIO\nimport time\nRELAY = 26\nGPIO.setmode(GPIO.BCM)\nGPIO.setup(RELAY, GPIO.OUT)\n"
        "GPIO.output(RELAY, 1)\ntime.sleep(5)\nGPIO.output(RELAY, 0)\ntime.sleep(3)\nGPIO.cleanup()\n",
        encoding="utf-8",
    )
    lines = highland("script", file).err.splitlines()
    assert "GPIO26: relay, on at low on most boards." in lines
    assert "GPIO26: 2 changes, on (at low) for 3.0 s; at the end let go." in lines
    assert "Guessed: GPIO26 (--set gpio26=low)." in lines


@pytest.mark.parametrize(
    ("active_high", "told", "did"),
    [
        ("True", "GPIO26: relay, on at high, as the program's on() has it.", "2 changes, on for 3.0 s"),
        ("False", "GPIO26: relay, on at low.", "2 changes, on (at low) for 3.0 s"),
    ],
)
def test_a_relay_of_gpiozero_is_on_at_the_level_at_which_it_is_announced(highland, tmp_path, active_high, told, did):
    file = tmp_path / "lock.py"
    file.write_text(
        f"from gpiozero import OutputDevice\nimport time\nrelay = OutputDevice(26, active_high={active_high})\n"
        "relay.on()\ntime.sleep(3)\nrelay.off()\ntime.sleep(5)\n",
        encoding="utf-8",
    )
    lines = highland("script", file).err.splitlines()
    assert told in lines
    assert f"GPIO26: {did}; at the end let go." in lines
