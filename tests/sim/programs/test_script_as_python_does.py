"""A program runs as `python FILE ...` would run it: names, arguments, exit codes, what happens at its end."""

import pytest

from devices import HighlandError


def test_it_is_main_with_its_own_arguments(run, capsys, tmp_path):
    result = run("import sys\nprint(__name__, sys.argv[1:], __file__)", words=("a", "--b"))
    assert capsys.readouterr().out == f"__main__ ['a', '--b'] {tmp_path / 'program.py'}\n"
    assert (result.ended, result.exit_code) == ("end", 0)


def test_it_imports_the_files_beside_it(run, capsys, tmp_path):
    (tmp_path / "beside_me.py").write_text("ANSWER = 42\n", encoding="utf-8")
    run("import beside_me, sys\nprint(beside_me.ANSWER, sys.path[0])")
    assert capsys.readouterr().out == f"42 {tmp_path}\n"


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pass", 0),
        ("raise SystemExit", 0),
        ("raise SystemExit(3)", 3),
        ("raise SystemExit('why')", 1),
        ("1 / 0", 1),
    ],
)
def test_its_exit_code(run, text, code):
    assert run(text).exit_code == code


@pytest.mark.proof
def test_a_text_as_exit_code_is_printed(run, capsys):
    run("raise SystemExit('no sensor')")
    assert capsys.readouterr().err == "no sensor\n"


def test_functions_for_the_end_run_last_one_first(run, capsys):
    run(
        """
        import atexit

        @atexit.register
        def first():
            print("first")

        atexit.register(print, "second")
        atexit.register(print, "never")
        atexit.unregister(print)
        atexit.register(print, "third", end="!")
        print("program")
        """
    )
    assert capsys.readouterr().out == "program\nthird!first\n"


def test_its_threads_are_waited_for(run, capsys):
    result = run(
        """
        import threading, time
        threading.Thread(target=lambda: (time.sleep(5), print("thread"))).start()
        print("main")
        """
    )
    assert capsys.readouterr().out == "main\nthread\n"
    assert result.virtual_s == pytest.approx(5.0, abs=0.01)


def test_the_time_limit_is_a_ctrl_c_and_the_program_tidies_up(run, capsys):
    result = run(
        """
        import time
        import RPi.GPIO as GPIO
        GPIO.setmode(GPIO.BCM)
        GPIO.setup(18, GPIO.OUT)
        try:
            while True:
                GPIO.output(18, True)
                time.sleep(1)
        finally:
            GPIO.cleanup()
            print("clean")
        """,
        for_s=20.0,
    )
    assert capsys.readouterr().out == "clean\n"
    assert (result.ended, result.exit_code) == ("limit", 0)
    assert result.virtual_s == pytest.approx(20.0, abs=1e-3)
    assert result.outputs["gpio18"]["last_level"] is None
    assert result.ending is not None
    assert result.ending.key == "script.at_limit"


def test_its_own_handler_of_ctrl_c_is_used(run, capsys):
    result = run(
        """
        import signal, sys
        signal.signal(signal.SIGINT, lambda number, frame: (print("handler"), sys.exit(4)))
        signal.pause()
        """
    )
    assert capsys.readouterr().out == "handler\n"
    assert (result.ended, result.exit_code) == ("end", 4)


def test_a_program_that_catches_ctrl_c_for_ever_is_ended(run):
    result = run(
        """
        import time
        while True:
            try:
                time.sleep(1)
            except:
                pass
        """,
        for_s=5.0,
    )
    assert result.ended == "limit"
    assert result.ending is not None
    assert result.ending.key == "script.by_force"
    assert result.virtual_s < 200.0


@pytest.mark.proof
def test_a_loop_without_a_price_that_waits_for_nothing_is_found(run, monkeypatch):
    from sim.programs import host as module
    from sim.programs.limit import CtrlCGuard

    monkeypatch.setattr(module, "CtrlCGuard", lambda clock: CtrlCGuard(clock, patience_s=0.1))
    result = run("x = 0\nexec('while True: x += 1')\n")
    assert (result.ended, result.exit_code) == ("error", 1)
    assert result.error is not None
    assert result.error.line == 2
    assert result.error.hint is not None
    assert result.error.hint.key == "script.hint.busy_loop"


def test_a_file_that_is_not_there_is_refused(tmp_path):
    from sim.programs.script import ScriptRequest, run_script

    with pytest.raises(HighlandError, match=r"The program blink\.py cannot be read"):
        run_script(ScriptRequest(tmp_path / "blink.py"), print)


@pytest.mark.proof
def test_the_same_seed_prints_the_same(run, capsys):
    text = """
    import random, time
    import adafruit_dht, board
    sensor = adafruit_dht.DHT22(board.D4)
    for _ in range(5):
        print(sensor.temperature, sensor.humidity, random.random(), time.time())
        time.sleep(3)
    """
    first, second, other = (run(text, seed=seed) and capsys.readouterr().out for seed in (7, 7, 8))
    assert first == second
    assert first != other


def test_going_out_to_the_network_is_said(run, notices):
    result = run(
        """
        import socket
        listener = socket.create_server(("127.0.0.1", 0))
        with socket.create_connection(listener.getsockname()):
            pass
        listener.close()
        """
    )
    assert result.error is None
    assert [message.key for message in notices] == ["script.online"]


def test_the_board_has_a_thermometer_of_its_own_and_other_files_are_where_they_are(run, capsys, tmp_path):
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    run(
        f"""
        from gpiozero import CPUTemperature
        print(CPUTemperature().temperature, open({str(tmp_path / "note.txt")!r}).read())
        """
    )
    assert capsys.readouterr().out == "48.0 mine\n"


def test_a_program_may_bring_its_own_pin_factory(run):
    result = run(
        """
        from gpiozero import Device, LED
        from gpiozero.pins.mock import MockFactory
        Device.pin_factory = MockFactory()
        LED(17).on()
        """
    )
    assert (result.ended, result.outputs) == ("end", {})


def test_what_stands_in_for_a_library_that_is_not_here_is_gone_with_the_program(run):
    import sys

    assert run("import grove.adc, pygame, blinkt").ended == "end"
    assert not {"grove", "grove.adc", "pygame", "blinkt"} & {*sys.modules}
