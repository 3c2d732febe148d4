"""A guess that was wrong is taken back: the part leaves the wires, and the right one hears what was said before."""

from functools import partial

import pytest

from sim.chips import Chip
from sim.programs.parts import catalog
from sim.programs.parts.kind import GPIO, I2C, LED, PartKind, Place, Talk
from sim.programs.plugging import header_pins
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import ProgramText, pieces
from sim.programs.script import ScriptRequest, Watcher, run_script


def kinds(result):
    return {part.place: part.kind for part in result.plugged}


def test_bytes_are_kept_until_the_program_reads_and_played_again(run, capsys, notices):
    """A byte 0 may go to any chip at 0x48; two bytes from it are an LM75; then come control bytes of a PCF8591."""
    result = run(
        """
        import smbus2
        bus = smbus2.SMBus(1)
        bus.write_byte(0x48, 0)
        bus.read_word_data(0x48, 0)
        bus.write_byte(0x48, 0x41)
        bus.read_byte(0x48)
        print(bus.read_byte(0x48))
        """,
        sets=("a1_v=3.3",),
    )
    assert capsys.readouterr().out == "255\n"
    assert kinds(result) == {"I2C 0x48": "pcf8591"}
    told = [message.key for message in notices]
    assert told == ["script.plugged.set", "script.guess", "script.revised", "script.plugged.set"]
    assert notices[1].render() == "I2C 0x48 is a guess. If it is wrong: --plug 0x48=tmp102"
    assert result.guesses == {}


@pytest.mark.proof
def test_the_words_of_the_program_count(run):
    result = run("import smbus2\nPCF8591 = 0x48\nprint(smbus2.SMBus(1).read_byte(PCF8591))")
    assert kinds(result) == {"I2C 0x48": "pcf8591"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("GAS_PIN = 17", {"gas", "pin"}),
        ("gasSensor = InputDevice(17)", {"gassensor", "gas", "sensor", "inputdevice", "input", "device"}),
        ("s = FlameSensor(17)", {"s", "flamesensor", "flame", "sensor"}),
        ("button_count = 17\nkey_delay = 17", set()),
        ("for touch in (5, 17): pass", {"touch"}),
        ("PIN = 17\nself.flame = Button(PIN, pull_up=None)", {"pin", "flame"}),
        ("rain, led = 17, 18", {"rain"}),
        ('pins = {"echo": 17, "red": 18}', {"echo", "pins"}),
        ("tilt = digitalio.DigitalInOut(board.D17)", {"tilt"}),
        ("GPIO.setmode(GPIO.BOARD)\nvibration = 11", {"vibration"}),
        ("def read(hall=17): pass", {"hall"}),
        ("sleep(17)\nx = time.sleep(17)", set()),
    ],
)
def test_a_pin_has_the_names_that_the_program_gives_it(tmp_path, text, names):
    file = tmp_path / "program.py"
    file.write_text(text)
    assert PinNames(ProgramText(file)).words(17) == names


def test_names_are_taken_apart():
    assert {"ads7830", "ads", "addr"} <= {*pieces("ADS7830_addr")}
    assert {"button", "pin"} <= {*pieces("buttonPin")}


class _Pair(Chip):
    """A part on two pins: the first is high when the second is."""

    def plug(self):
        first, second = (self.pi.pins[gpio] for gpio in self.part.options["pins"])
        first.drive(False)
        second.on_change(lambda: first.drive(bool(second.duty)))


PAIR = PartKind("pair", _Pair, LED, GPIO, ("motion",), needs_partner=True)


class _PairDecoder:
    """It recognizes three reads of the first pin that was opened."""

    def __init__(self, header):
        self._header, self._looks = header, 0
        for net in header.pi.pins.values():
            net.on_look(partial(self._looked, net))

    def _looked(self, net):
        self._looks += 1
        if self._looks == 3:
            assert "feeler" in self._header.names(net.gpio)
            self._header.claim(PAIR, net.gpio, self._header.opened())


def test_a_decoder_claims_pins_and_what_was_guessed_there_is_taken_off(run, capsys, monkeypatch):
    monkeypatch.setattr(header_pins, "DECODERS", (_PairDecoder,))
    monkeypatch.setattr(PAIR.chip, "feels", ())
    object.__setattr__(PAIR, "announced", ())
    result = run(
        """
        import time
        import RPi.GPIO as GPIO
        FEELER, LIGHT = 17, 18
        GPIO.setmode(GPIO.BCM)
        GPIO.setup(FEELER, GPIO.IN)
        GPIO.setup(LIGHT, GPIO.OUT)
        GPIO.output(LIGHT, True)
        time.sleep(10)
        for _ in range(3):
            print(GPIO.input(FEELER), end="")
        GPIO.output(LIGHT, False)
        GPIO.output(LIGHT, True)
        print(GPIO.input(FEELER))
        """
    )
    assert capsys.readouterr().out == "0001\n"
    assert kinds(result) == {"GPIO17": "pair"}
    assert result.outputs["gpio18"]["part"] == "pair_gpio17"


class _LateButton:
    """It recognizes a button when the pin is read after six seconds."""

    def __init__(self, header):
        self._header, self._from_s = header, header.pi.clock.monotonic() + 6.0
        header.pi.pins[17].on_look(self._looked)

    def _looked(self):
        if self._header.pi.clock.monotonic() > self._from_s:
            self._header.claim(catalog.KINDS["button"], 17, options={"to_3v3": True})


def test_a_finger_presses_on_when_the_part_under_it_is_exchanged(run, capsys, monkeypatch):
    monkeypatch.setattr(header_pins, "DECODERS", (_LateButton,))
    result = run(
        """
        import time
        import RPi.GPIO as GPIO
        GPIO.setmode(GPIO.BCM)
        GPIO.setup(17, GPIO.IN)
        for _ in range(10):
            print(GPIO.input(17), end="")
            time.sleep(1)
        """,
        presses=("gpio17@4.5s..8.5s",),
    )
    assert capsys.readouterr().out == "0000011110"
    assert kinds(result) == {"GPIO17": "button"}


SONAR = """
import time
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BCM)
GPIO.setup(23, GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(24, GPIO.IN)
time.sleep(1)
GPIO.output(23, True)
time.sleep(0.00001)
GPIO.output(23, False)
while GPIO.input(24) == 0:
    pass
GPIO.cleanup()
"""


class _PlugsAgain(Watcher):
    def begins(self, stage, limit):
        stage.plug_again(catalog.KINDS["sensor"], Place(GPIO, 24), {"pin": 24})


def test_what_an_earlier_run_guessed_can_be_taken_back_in_the_next(tmp_path):
    """`highland check` plugs in from the start what the first run found; then a press shows what it really is."""
    file = tmp_path / "program.py"
    file.write_text(SONAR)
    result = run_script(ScriptRequest(file, for_s=10.0), lambda message: None, watcher=_PlugsAgain())
    assert (result.ended, kinds(result)) == ("end", {"GPIO24": "sonar"})


def test_every_kind_tells_how_well_it_fits():
    for kind in catalog.KINDS.values():
        if kind.where == I2C:
            for address in kind.addresses:
                assert 0.0 <= kind.fits(Talk(address, [(b"\x00", 1)])) <= 1.0, Place(I2C, address)
