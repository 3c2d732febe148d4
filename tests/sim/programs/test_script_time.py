"""Time in programs that never rest, and how they end."""

import pytest


@pytest.mark.proof
def test_a_value_that_gpiozero_refuses_is_told_with_the_line_that_gave_it(run):
    result = run(
        """
        from gpiozero import PWMLED
        from time import sleep
        def values():
            yield 0.5
            yield 2
        PWMLED(18).source = values()
        led = PWMLED(17)
        led.source = values()
        sleep(1)
        """
    )
    assert (result.ended, result.virtual_s) == ("end", pytest.approx(1.0, abs=1e-3))
    assert [(each.kind, each.line) for each in result.in_passing] == [("OutputDeviceBadValue", 6)]


STUBBORN = {
    "polls": "while True:\n    try:\n        while GPIO.input(17): pass\n    except:\n        pass",
    "spins": "while True:\n    try:\n        while True: pass\n    except:\n        pass",
    "calls itself": "def go():\n    try:\n        while True: sleep(0.1)\n    except:\n        go()\ngo()",
    "in the end": "try:\n    sleep(1e9)\nfinally:\n    while True:\n        try: sleep(9)\n        except: pass",
}


@pytest.mark.examples(1)
@pytest.mark.parametrize("name", STUBBORN)
def test_a_bare_except_makes_the_limit_not_powerless(run, name):
    setup = "import RPi.GPIO as GPIO\nfrom time import sleep\nGPIO.setmode(GPIO.BCM)\n"
    setup += "GPIO.setup(17, GPIO.IN, GPIO.PUD_UP)\n"
    result = run(setup + STUBBORN[name], for_s=5.0)
    assert result.ended == "limit"
    assert result.ending.key == "script.by_force"
    assert result.virtual_s < 130.0  # three times half a minute to tidy up


@pytest.mark.proof
def test_threads_of_a_pool_that_compute_for_ever_are_ended_without_a_word(run, capsys):
    result = run(
        """
        from concurrent.futures import ThreadPoolExecutor
        def work(number):
            while True:
                number += 1
        pool = ThreadPoolExecutor(2)
        futures = [pool.submit(work, each) for each in range(2)]
        futures[0].result()
        """,
        for_s=0.1,
    )
    assert result.ended == "limit"
    assert capsys.readouterr().err == ""


@pytest.mark.proof
def test_threads_that_compute_share_the_time(run, capsys):
    run(
        """
        import threading, time
        turns = [0, 0]
        def work(place):
            while True:
                turns[place] += 1
        for place in range(2):
            threading.Thread(target=work, args=(place,), daemon=True).start()
        time.sleep(0.2)
        one, other = turns
        print(abs(one - other) < 0.2 * one, one > 100_000)
        """
    )
    assert capsys.readouterr().out == "True True\n"


@pytest.mark.proof
def test_a_module_of_the_program_leaves_no_code_behind(run, tmp_path, capsys):
    (tmp_path / "counting.py").write_text("def to(number):\n    while number: number -= 1\n", encoding="utf-8")
    result = run("import counting\ncounting.to(1_000_000)\nprint(counting.__file__[-11:])\n")
    assert capsys.readouterr().out == "counting.py\n"
    assert 0.1 < result.virtual_s < 1.0
    assert not (tmp_path / "__pycache__").exists()


@pytest.mark.proof
def test_a_brief_sleep_in_a_counted_turn_is_made_longer_once(run):
    result = run(
        """
        import time
        import RPi.GPIO as GPIO
        GPIO.setmode(GPIO.BCM)
        GPIO.setup(22, GPIO.IN, pull_up_down=GPIO.PUD_UP)

        def naps():
            count = 0
            while GPIO.input(22) and count < 30:
                count += 1
                time.sleep(0.00006)
            if count > 8:
                print("one")

        naps()
        """
    )
    assert result.virtual_s == pytest.approx(30 * 116e-6, rel=0.05)


@pytest.mark.parametrize(("asked_s", "takes_s"), [(1e-6, 51e-6), (60e-6, 110e-6), (100e-6, 100e-6), (0.0, 50e-6)])
def test_a_brief_sleep_takes_as_long_as_linux_makes_it(run, asked_s, takes_s):
    result = run(f"from time import sleep\nfor _ in range(1000): sleep({asked_s})\n")
    assert result.virtual_s == pytest.approx(1000 * takes_s, rel=0.02)


def test_each_echo_of_many_ends_at_its_moment(run, capsys):
    """An edge may come between two looks, in the time of the loop itself: the next look is no dearer for that."""
    run(
        """
        import time
        import RPi.GPIO as GPIO
        GPIO.setmode(GPIO.BCM)
        GPIO.setup(23, GPIO.OUT)
        GPIO.setup(24, GPIO.IN)
        for _ in range(60):
            GPIO.output(23, 1)
            time.sleep(0.00001)
            GPIO.output(23, 0)
            while GPIO.input(24) == 0:
                pass
            begin, turns = time.time(), 0
            while GPIO.input(24) == 1:
                turns += 1
            print((time.time() - begin) * 17000)
            time.sleep(0.3)
        """
    )
    found = [float(line) for line in capsys.readouterr().out.splitlines()]
    assert len(found) == 60
    assert max(found) - min(found) < 0.5, sorted(found)[-3:]
