"""The fixture `virtual_pi`: a program in virtual time, parts that change, sentences for pupils, nothing left behind."""

import sys
import threading
import time

import pytest

from sim.programs.testing.breadboard import CannotTest
from sim.programs.testing.held_program import ProgramThread
from sim.programs.testing.tested_pi import ProgramFailed, TestedPi
from sim.python.swaps import REAL_TIME
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on

FAN = "pupils/damp_fan.py"
BELL = "pupils/door_bell.py"


@pytest.mark.proof
def test_a_program_goes_on_when_time_goes_on(virtual_pi):
    virtual_pi.plug("dht22", pin=4, temperature_c=27, humidity_pct=90)
    virtual_pi.run(FAN, seconds=30)
    assert virtual_pi.pin(17).is_high
    assert virtual_pi.running
    virtual_pi.set("dht22", humidity_pct=50)
    virtual_pi.advance(60)
    assert virtual_pi.pin(17).is_low
    (on_s, on), (off_s, off) = virtual_pi.pin(17).changes
    assert (on, off) == (True, False)
    assert 0 < on_s < 1
    assert 30 < off_s < 34  # it reads every 2.75 s
    assert virtual_pi.seconds == 90


def test_ctrl_c_runs_its_finally_and_is_printed(virtual_pi):
    virtual_pi.plug("dht22", pin=4, humidity_pct=90)
    virtual_pi.run(FAN, seconds=10)
    virtual_pi.ctrl_c()
    assert not virtual_pi.running
    assert virtual_pi.printed.splitlines()[-1] == "bye"
    assert virtual_pi.pin(17).is_low
    assert not virtual_pi.pin(17).is_output
    with pytest.raises(CannotTest, match="No program is running"):
        virtual_pi.ctrl_c()


@pytest.mark.proof
def test_a_signal_handler_of_the_program_is_called_and_may_sleep(virtual_pi):
    virtual_pi.run(BELL, seconds=3)
    virtual_pi.ctrl_c()
    assert "stopping" in virtual_pi.printed
    assert 4 <= virtual_pi.seconds < 4.2


@pytest.mark.proof
def test_a_finger_on_a_button_that_nobody_plugged_in(virtual_pi):
    virtual_pi.run(BELL, seconds=3)
    virtual_pi.press("button", pin=2, seconds=0.5)
    assert virtual_pi.pin(18).changes == [(3.0, True), (3.5, False)]


@pytest.mark.proof
def test_a_sensor_that_fails_and_comes_back(virtual_pi):
    virtual_pi.plug("dht22", pin=4, humidity_pct=90)
    virtual_pi.run(FAN, seconds=10)
    virtual_pi.fail("dht22", seconds=10)
    virtual_pi.advance(5)
    assert "no value" in virtual_pi.printed
    assert virtual_pi.pin(17).is_low
    virtual_pi.advance(10)
    assert virtual_pi.pin(17).is_high
    virtual_pi.unplug("dht22")
    virtual_pi.advance(10)
    assert virtual_pi.pin(17).is_low
    virtual_pi.plug_back("dht22")
    virtual_pi.advance(10)
    assert virtual_pi.pin(17).is_high


@pytest.mark.proof
def test_functions_of_a_program_live_in_virtual_time(virtual_pi):
    fan = virtual_pi.load(FAN)
    assert fan.is_damp(81)
    assert not fan.is_damp(80)
    before = REAL_TIME.monotonic()
    start = time.monotonic()
    fan.time.sleep(5000)
    assert time.monotonic() - start >= 5000
    assert REAL_TIME.monotonic() - before < 60
    assert sys.modules["damp_fan"] is fan


@pytest.mark.proof
def test_a_relay_that_is_on_when_its_pin_is_low(virtual_pi):
    virtual_pi.plug("relay", pin=17, active_high=False)
    virtual_pi.plug("dht22", pin=4, humidity_pct=50)
    assert virtual_pi.relay(17).is_off
    virtual_pi.run(FAN, seconds=5)
    assert virtual_pi.relay(17).is_on  # the program takes it for one of the other kind
    assert virtual_pi.relay(17).switched_on_s == [pytest.approx(0.0, abs=1e-4)]
    assert "on when its pin is low" in repr(virtual_pi.relay(17))


@pytest.mark.proof
def test_a_mistake_of_the_program_names_its_line(virtual_pi):
    with pytest.raises(ProgramFailed) as failure:
        virtual_pi.run("pupils/slips.py", seconds=3)
    assert str(failure.value).splitlines()[:3] == [
        "slips.py stopped with an error 1.5 s after its start, in slips.py, line 4:",
        "    print(1 / 0)",
        "ZeroDivisionError: division by zero",
    ]
    assert isinstance(failure.value.error, ZeroDivisionError)
    virtual_pi.advance(1)  # told once


@pytest.mark.proof
def test_a_mistake_in_a_thread_fails_the_test_too(virtual_pi, tmp_path):
    program = tmp_path / "threads.py"
    program.write_text(
        "import threading, time\ndef work():\n    time.sleep(2)\n    1 / 0\n"
        "threading.Thread(target=work).start()\ntime.sleep(60)\n"
    )
    with pytest.raises(ProgramFailed, match=r"error 2\.0 s after its start, in threads\.py, line 4") as failure:
        virtual_pi.run(program, seconds=3)
    assert isinstance(failure.value.error, ZeroDivisionError)


def test_a_thread_that_is_no_daemon_is_waited_for_at_the_end(virtual_pi, tmp_path):
    program = tmp_path / "threads.py"
    program.write_text(
        "import threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(5), print('measured'))).start()\n"
        "print(threading.current_thread() is threading.main_thread())\n"
    )
    virtual_pi.run(program, seconds=4.9)
    assert virtual_pi.running
    assert virtual_pi.printed == "True\n"
    virtual_pi.advance(0.2)
    assert not virtual_pi.running
    assert virtual_pi.printed == "True\nmeasured\n"
    virtual_pi.run(program, seconds=6)  # nothing of the first run is waited for
    assert not virtual_pi.running


@pytest.mark.proof
def test_ctrl_c_ends_an_asyncio_program(virtual_pi, tmp_path):
    program = tmp_path / "loop.py"
    program.write_text(
        "import asyncio\n"
        "async def main():\n"
        "    try:\n"
        "        await asyncio.sleep(1000)\n"
        "    finally:\n"
        "        print('tidied up')\n"
        "asyncio.run(main())\n"
    )
    virtual_pi.run(program, seconds=5)
    virtual_pi.ctrl_c()
    assert virtual_pi.printed == "tidied up\n"
    assert virtual_pi.seconds < 5.2


@pytest.mark.proof
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda pi: pi.plug("dht22", pin=4, humidty_pct=50), "A dht22 has no humidty_pct. It has: temperature_c, "),
        (lambda pi: pi.plug("dht22"), "A dht22 needs pin="),
        (lambda pi: pi.plug("toaster", pin=4), "There is no part called toaster"),
        (lambda pi: pi.plug("dht22", pin=4, humidity_pct="wet"), "humidity_pct of a dht22 cannot be 'wet'"),
        (lambda pi: [pi.plug("dht22", pin=4), pi.plug("dht22", pin=5)], "called dht22 is plugged in already"),
        (lambda pi: [pi.plug("dht22", pin=4), pi.plug("dht22", pin=4, name="b")], "cannot be plugged in there"),
        (lambda pi: pi.plug("ntc", on="adc", channel=0), "adc is no converter"),
        (lambda pi: pi.set("dht22", humidity_pct=50), "No dht22 is plugged in"),
        (lambda pi: pi.set(humidity_pct=50), "has no humidity_pct"),
        (lambda pi: [pi.plug("dht22", pin=4), pi.press("dht22")], "Nobody can press a dht22"),
        (lambda pi: pi.pin(28), "There is no GPIO28"),
        (lambda pi: pi.run("fan.py", seconds=1), "There is no file fan.py. Beside the test are: conftest.py"),
        (lambda pi: [pi.run(BELL, seconds=1), pi.run(BELL, seconds=1)], "door_bell.py is still running"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(virtual_pi, wrong, sentence):
    with pytest.raises(CannotTest) as refused:
        wrong(virtual_pi)
    assert sentence in str(refused.value)


@pytest.mark.proof
def test_a_pin_tells_its_story(virtual_pi):
    assert repr(virtual_pi.pin(17)) == "<GPIO17 is low: the program never switched it or made it an output>"
    virtual_pi.plug("dht22", pin=4, humidity_pct=50)
    virtual_pi.run(FAN, seconds=10)
    assert "made it an output at 0.000 s and left it low" in repr(virtual_pi.pin(17))
    virtual_pi.set(humidity_pct=90)
    virtual_pi.advance(10)
    assert "switched once, last at" in repr(virtual_pi.pin(17))
    assert "damp_fan.py, line 23" in repr(virtual_pi.pin(17))


def test_analog_parts_sit_on_a_converter(virtual_pi):
    virtual_pi.plug("mcp3008", ch0_v=1.0)
    assert virtual_pi.plug("ads1115", address=0x48, a1_v=2.0) == "ads1115"
    virtual_pi.plug("ntc", on="ads1115", channel=0, temperature_c=40)
    virtual_pi.set("mcp3008", ch0_v=3.3)
    from gpiozero import MCP3008

    with MCP3008(0) as adc:
        assert adc.value > 0.99


@pytest.mark.proof
def test_everything_is_undone_after_a_test(request):
    before = (sys.stdout, sys.path[:], time.sleep, threading.Lock, dict(sys.modules).get("damp_fan"))
    with TestedPi(request.path) as pi:
        pi.plug("dht22", pin=4)
        pi.load(FAN)
        pi.run(FAN, seconds=5)
        pi.advance(5)
    assert (sys.stdout, sys.path, time.sleep, threading.Lock, sys.modules.get("damp_fan")) == before
    with pytest.raises(RuntimeError, match="No virtual Pi"):
        switched_on.board()


def test_an_interruption_that_raises_nothing_lets_the_sleep_go_on():
    woken = []
    with VirtualPi() as pi:
        threads = switched_on.board().threads
        thread = ProgramThread(threads, lambda: (pi.clock.sleep(10), woken.append(pi.clock.monotonic())), "sleeper")
        start_s = pi.clock.monotonic()
        pi.clock.sleep(3)
        thread.interrupt(lambda: None)
        pi.clock.sleep(20)
    assert woken == [start_s + 10]
