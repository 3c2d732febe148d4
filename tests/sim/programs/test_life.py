"""A program ends in the order in which Python ends a process, however it is run: script, check or test."""

from textwrap import dedent

import pytest

from sim.programs.checking.trial import Trial
from sim.programs.testing.tested_pi import TestedPi

STOPS_ITS_WORKER = """
import threading, time
stop = threading.Event()
def work():
    while not stop.wait(2):
        pass
    print("worker tidied up")
threading.Thread(target=work, daemon=False).start()
try:
    time.sleep(1000)
finally:
    stop.set()
"""
DAEMON = """
import threading, time
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.OUT)
def blink():
    try:
        while True:
            GPIO.output(17, True)
            time.sleep(1)
            GPIO.output(17, False)
            time.sleep(1)
    finally:
        GPIO.cleanup()
threading.Thread(target=blink, daemon=True).start()
time.sleep(4.5)
"""


@pytest.fixture
def written(tmp_path):
    def call(text):
        file = tmp_path / "program.py"
        file.write_text(dedent(text), encoding="utf-8")
        return file

    return call


@pytest.mark.proof
def test_the_words_of_sys_exit_then_threads_then_atexit_then_the_pins(run, capsys):
    result = run(
        """
        import atexit, sys, threading, time
        from gpiozero import LED
        led = LED(17)
        led.on()
        say = lambda *words: print(*words, file=sys.stderr)
        atexit.register(lambda: say("atexit, lit:", led.is_lit))
        threading.Thread(target=lambda: (time.sleep(5), say("thread"))).start()
        sys.exit("main")
        """
    )
    assert capsys.readouterr().err == "main\nthread\natexit, lit: True\n"
    assert (result.ended, result.exit_code) == ("end", 1)
    assert result.outputs["gpio17"]["last_level"] is None


def test_no_exception_of_one_atexit_function_keeps_the_others_from_running(run, capsys):
    result = run(
        """
        import atexit, sys
        def interrupted():
            raise KeyboardInterrupt
        atexit.register(print, "first registered")
        atexit.register(lambda: 1 / 0)
        atexit.register(sys.exit, 3)
        atexit.register(interrupted)
        """
    )
    printed = capsys.readouterr()
    assert printed.out == "first registered\n"
    assert printed.err.count("Exception ignored in atexit callback") == 3
    assert (result.ended, result.exit_code) == ("end", 0)


@pytest.mark.proof
def test_after_ctrl_c_a_thread_that_is_told_to_stop_has_the_time_to(run, capsys, written, request):
    run(STOPS_ITS_WORKER, for_s=5.0)
    assert capsys.readouterr().out == "worker tidied up\n"
    with Trial(written(STOPS_ITS_WORKER)) as trial:
        assert trial.run().printed == "worker tidied up\n"
    with TestedPi(request.path) as pi:
        pi.run(written(STOPS_ITS_WORKER), seconds=5)
        pi.ctrl_c()
        assert pi.printed == "worker tidied up\n"


def test_the_next_ctrl_c_ends_the_wait_for_a_thread_that_goes_on(run, capsys):
    result = run(
        """
        import atexit, threading, time
        def work():
            while True:
                time.sleep(1)
        threading.Thread(target=work).start()
        atexit.register(print, "atexit")
        time.sleep(1000)
        """,
        for_s=5.0,
    )
    assert capsys.readouterr().out == "atexit\n"
    assert result.ended == "limit"
    assert result.virtual_s == pytest.approx(35.0, abs=0.01)


def test_a_daemon_stops_where_it_is_and_its_finally_never_comes(run, written, request):
    """On a real board the wire stays as the daemon left it: nobody may be told that it was let go."""
    assert run(DAEMON).outputs["gpio17"]["last_level"] == 1
    with Trial(written(DAEMON)) as trial:
        assert trial.run().driven_at_end == {17: 1.0}
    with TestedPi(request.path) as pi:
        pi.run(written(DAEMON), seconds=20)
        assert not pi.running
        assert pi.pin(17).is_output
        assert pi.pin(17).changes[-1] == (4.0, True)
