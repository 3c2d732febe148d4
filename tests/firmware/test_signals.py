"""Every way to ask a run to stop ends it safely, whenever it comes."""

import signal

import pytest

from firmware.host import StopRequest, stopped_by_signals

ALL = [name for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name)]


@pytest.fixture(params=ALL)
def number(request):
    """Each signal, with its default handler: these tests may run under nohup."""
    number = getattr(signal, request.param)
    before = signal.signal(number, signal.SIG_DFL)
    yield number
    signal.signal(number, before)


def test_the_first_signal_stops_the_second_breaks_off_and_the_old_handler_comes_back(number):
    before = signal.getsignal(number)
    stops = []
    with stopped_by_signals(lambda: stops.append(1)) as caught:
        signal.raise_signal(number)
        assert (stops, caught) == ([1], [number])
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    assert signal.getsignal(number) is before


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has no SIGHUP")
def test_nohup_keeps_a_run_alive_when_its_terminal_closes():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stopped_by_signals(lambda: None) as caught:
            signal.raise_signal(signal.SIGHUP)
        assert caught == []
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_signal_that_a_library_took_is_taken_back(number):
    stops = []
    with stopped_by_signals(lambda: stops.append("early")):
        signal.signal(number, lambda *_: stops.append("library"))
        with stopped_by_signals(lambda: stops.append("late")):
            signal.raise_signal(number)
    assert stops == ["late"]


def test_who_asked_before_there_was_a_loop_is_heard():
    request, stops = StopRequest(), []
    request()
    request.connect(lambda: stops.append(1))
    assert stops == [1]
    request()
    assert stops == [1, 1]


def test_nobody_asked_nobody_is_stopped():
    request, stops = StopRequest(), []
    request.connect(lambda: stops.append(1))
    assert stops == []
