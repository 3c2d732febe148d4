"""The loop starts SAFE, ends SAFE whatever happens, and says why."""

import json
from typing import NamedTuple

import pytest

from devices import Sink
from firmware.fit import fit
from firmware.latches import InMemory, StateFile
from firmware.law import law_of
from firmware.loop import STOPPED, TIME_UP, Loop
from firmware.parts import Parts
from sim.virtual_pi import VirtualPi
from sim.world.faults import Card
from tests.firmware.conftest import BUTTON, TINY


def press_between(tiny, start_s, end_s):
    clock = tiny.pi.clock
    clock.at(clock.monotonic() + start_s, lambda: tiny.button.drive(False))
    clock.at(clock.monotonic() + end_s, lambda: tiny.button.drive(True))


def test_it_senses_decides_acts_and_reports(tiny):
    press_between(tiny, 2.5, 5.5)
    ending = tiny.loop().run(10.0)
    assert (ending.ok, ending.why) == (True, TIME_UP)
    assert [tick.commanded["lamp"] for tick in tiny.record.ticks] == [False] * 3 + [True] * 3 + [False] * 4
    assert tiny.record.heard() == ["loop.started", "tiny.off", "tiny.on", "tiny.off", "loop.time_up"]
    assert not tiny.lamp.level


def test_stop_ends_it_safe_after_the_turn(tiny):
    tiny.button.drive(False)
    loop = tiny.loop()
    tiny.pi.clock.at(tiny.pi.clock.monotonic() + 3.5, loop.stop)
    assert loop.run(100.0).why == STOPPED
    assert len(tiny.record.ticks) == 4
    assert not tiny.lamp.level


def test_a_bug_in_the_law_ends_it_safe_and_says_so(tiny, monkeypatch):
    tiny.button.drive(False)
    loop = tiny.loop()
    tiny.pi.clock.at(
        tiny.pi.clock.monotonic() + 3.5, lambda: monkeypatch.setattr(tiny.law.module, "decide", lambda *_: 1 / 0)
    )
    ending = loop.run(100.0)
    assert not ending.ok
    assert isinstance(ending.error, ZeroDivisionError)
    assert tiny.record.heard()[-1] == "loop.law_failed"
    assert not tiny.lamp.level


def test_ctrl_c_leaves_the_outputs_safe(tiny):
    tiny.button.drive(False)

    def interrupt():
        raise KeyboardInterrupt

    tiny.pi.clock.at(tiny.pi.clock.monotonic() + 3.5, interrupt)
    with pytest.raises(KeyboardInterrupt):
        tiny.loop().run(100.0)
    assert not tiny.lamp.level


def test_ten_overruns_in_a_row_end_it_safe(tiny):
    tiny.button.drive(False)
    loop = tiny.loop(feed_watchdog=lambda: tiny.pi.clock.sleep(1.5))
    ending = loop.run(100.0)
    assert ending.why.key == "loop.too_slow"
    assert len(tiny.record.ticks) == 10
    assert not tiny.lamp.level


def test_nine_overruns_and_a_good_turn_go_on(tiny):
    late = iter([1.5] * 9 + [0.1] * 100)
    assert tiny.loop(feed_watchdog=lambda: tiny.pi.clock.sleep(next(late))).run(60.0).ok


def test_the_watchdog_is_fed_only_after_a_whole_good_turn(tiny, monkeypatch):
    fed = []
    loop = tiny.loop(feed_watchdog=lambda: fed.append(1))
    monkeypatch.setattr(tiny.law.module, "decide", lambda *_: 1 / 0)
    loop.run(10.0)
    assert fed == []


def test_a_sink_on_a_full_card_is_dropped_and_the_control_goes_on(tiny):
    class FullCard(Sink):
        def tick(self, tick):
            raise OSError(28, "No space left on device")

        def event(self, event):
            pass

    loop = tiny.loop()
    loop.sinks.append(FullCard())
    assert loop.run(10.0).ok
    assert tiny.record.heard().count("loop.sink_lost") == 1
    assert len(tiny.record.ticks) == 10


def test_a_sink_that_fails_in_any_way_and_at_any_call_never_stops_the_control(tiny):
    class Closed(Sink):
        def tick(self, tick):
            raise RuntimeError("database is locked")

        def event(self, event):
            raise BrokenPipeError

    loop = tiny.loop()
    loop.sinks = [Closed(), *loop.sinks, Closed()]
    assert loop.run(10.0).ok
    assert tiny.record.heard().count("loop.sink_lost") == 2
    assert len(tiny.record.ticks) == 10


@pytest.mark.parametrize(
    "text",
    [
        "{half",
        "[]",
        '{"lit": 0, "state_lost": false, "checksum": "9e0f5a2c"}',
        '{"lit": "no", "state_lost": false}',
        "\xff",
    ],
)
def test_a_state_file_that_cannot_be_trusted_is_told_to_the_law(tiny, tmp_path, text):
    file = StateFile(tmp_path / "tiny.json")
    file.file.write_bytes(text.encode("latin-1"))
    tiny.button.drive(False)
    assert tiny.loop(latches=file).run(3.0).ok
    assert "loop.latches_lost" in tiny.record.heard()
    assert file.load() == {"lit": 1, "state_lost": True}


@pytest.mark.parametrize(("text", "lit"), [("{}", 1), ('{"lit": 1}', 2), ('{"lit": 1, "state_lost": false}', 2)])
def test_a_state_file_of_an_older_form_is_told_to_the_law(tiny, tmp_path, text, lit):
    file = StateFile(tmp_path / "tiny.json")
    file.file.write_text(text, encoding="utf-8")
    tiny.button.drive(False)
    assert tiny.loop(latches=file).run(3.0).ok
    assert "loop.latches_old" in tiny.record.heard()
    assert file.load() == {"lit": lit, "state_lost": True}


def test_a_state_file_that_is_a_folder_does_not_keep_the_alarm_from_starting(tiny, tmp_path):
    assert tiny.loop(latches=StateFile(tmp_path)).run(3.0).ok
    assert "loop.latches_lost" in tiny.record.heard()


def test_a_second_ctrl_c_while_making_safe_still_makes_the_other_outputs_safe(tiny):
    class Interrupted:
        name, safe, tries = "first", False, 0

        def make_safe(self, now_s):
            self.tries += 1
            if self.tries == 1:
                raise KeyboardInterrupt

    tiny.parts.actuators["lamp"].command(True, 2000.0)
    tiny.parts.actuators = {"first": Interrupted(), **tiny.parts.actuators}
    with pytest.raises(KeyboardInterrupt):
        tiny.parts.make_safe()
    assert not tiny.lamp.level


def test_latches_are_saved_on_change_and_come_back_at_boot(tiny, tmp_path):
    file = StateFile(tmp_path / "deep" / "tiny.json")
    press_between(tiny, 2.5, 5.5)
    tiny.loop(latches=file).run(10.0)
    assert {"lit": 1, "state_lost": False}.items() < json.loads(file.file.read_text()).items()
    press_between(tiny, 2.5, 5.5)
    tiny.loop(latches=file).run(10.0)
    assert file.load()["lit"] == 2
    assert [each.name for each in file.file.parent.iterdir()] == ["tiny.json"]


def test_a_latch_that_cannot_be_saved_is_told_once_and_tried_again(tiny):
    class FullCard(InMemory):
        tries = 0

        def save(self, latched):
            self.tries += 1
            if self.tries < 4:
                raise OSError(28, "No space left on device")
            super().save(latched)

    card = FullCard()
    tiny.button.drive(False)
    tiny.loop(latches=card).run(69.0)
    assert card.tries == 3, "a dying card is left in peace for 10 s, then for 20 s"
    assert tiny.record.heard().count("loop.latches_unsaved") == 1
    tiny.loop(latches=card).run(10.0)
    assert card.tries == 5, "a start saves what it found, so that people hear of a full card before it matters"
    assert card.latched["lit"] == 1


class Asks(NamedTuple):
    button_pressed: bool | None
    latch_saved: bool


def test_a_law_that_asks_is_told_whether_its_newest_latches_are_on_the_card(tiny_law, monkeypatch):
    """The card takes 2.5 s to save what the start found; and what the turn at 3 s changes, at 4 s and 5 s."""
    module, heard = tiny_law.module, []
    decide = module.decide

    def asked(sensed, *rest):
        heard.append(sensed.latch_saved)
        return decide(sensed, *rest)

    monkeypatch.setattr(module, "Sensed", Asks)
    monkeypatch.setattr(module, "decide", asked)
    card, law = Card(InMemory()), law_of(module)
    with VirtualPi(seed=0) as pi, Parts(fit(TINY, law), pi.clock) as parts:
        card.clock, card.save_s = pi.clock, 2.5
        pi.pins[BUTTON].drive(True)
        pi.clock.at(pi.clock.monotonic() + 2.5, lambda: pi.pins[BUTTON].drive(False))
        assert Loop(law, parts, pi.clock, latches=card, worker=card).run(8.0).ok
    assert heard == [False, False, False, True, False, False, True, True]


def test_a_turn_that_comes_more_than_three_ticks_late_is_a_restart(tiny):
    """The lamp is lit; after the stall the law begins anew with its latches, and lights it once more."""
    tiny.button.drive(False)
    loop = tiny.loop()
    loop.advance(5.5)
    tiny.pi.clock.sleep(4.0)
    loop.run(12.0)
    assert tiny.record.heard() == [
        "loop.started", "tiny.on", "loop.stalled", "loop.started", "tiny.on", "loop.time_up",
    ]  # fmt: skip
    assert loop.latches.load() == {"lit": 2, "state_lost": False}


def test_a_turn_that_comes_three_ticks_late_is_none_and_neither_is_a_date_that_jumps(tiny):
    loop = tiny.loop()
    loop.advance(5.5)
    tiny.pi.clock.sleep(2.4)
    tiny.pi.clock.jump(86_400.0)
    loop.run(12.0)
    assert "loop.stalled" not in tiny.record.heard()


def test_one_output_that_fails_does_not_keep_the_others_from_safety(tiny, monkeypatch):
    class Stuck:
        name, safe = "stuck", False

        def make_safe(self, now_s):
            raise OSError("the expander is gone")

    tiny.button.drive(False)
    tiny.parts.actuators = {"stuck": Stuck(), **tiny.parts.actuators}
    tiny.loop().run(3.0)
    assert "loop.not_safe" in tiny.record.heard()
    assert not tiny.lamp.level


def test_a_run_in_slices_is_the_run_in_one_go(tiny):
    press_between(tiny, 2.5, 5.5)
    loop = tiny.loop()
    assert [loop.advance(until_s) for until_s in (0.0, 2.5, 2.6, 7.0)] == [None] * 4
    assert tiny.pi.clock.monotonic() - loop._start_s == 7.0
    assert len(tiny.record.ticks) == 7, "the turn at 7.0 s is one of the next slice"
    assert loop.run(10.0) is loop.advance(20.0)
    assert [tick.commanded["lamp"] for tick in tiny.record.ticks] == [False] * 3 + [True] * 3 + [False] * 4
    assert tiny.record.heard() == ["loop.started", "tiny.off", "tiny.on", "tiny.off", "loop.time_up"]


def test_a_slice_begins_safe_keeps_the_outputs_between_and_ends_safe_when_asked_to_stop(tiny):
    tiny.parts.actuators["lamp"].part.write(True)
    tiny.button.drive(False)
    loop = tiny.loop()
    loop.advance(0.0)
    assert not tiny.lamp.level
    loop.advance(3.5)
    assert tiny.lamp.level
    loop.stop()
    assert loop.advance(10.0).why == STOPPED
    assert not tiny.lamp.level


def test_a_loop_that_is_left_between_two_slices_is_safe_and_does_not_go_on(tiny):
    tiny.button.drive(False)
    loop = tiny.loop()
    loop.advance(3.5)
    assert tiny.lamp.level
    loop.close()
    assert not tiny.lamp.level
    with pytest.raises(RuntimeError, match="cannot go on"):
        loop.advance(10.0)


def test_of_two_turns_at_one_moment_none_is_missed(tiny, monkeypatch):
    """A part held up the loop: two turns follow at once, and the button is pressed between them."""
    clock, sample_due = tiny.pi.clock, Parts.sample_due
    start_s, stalls = clock.monotonic(), iter([2.5])
    moments = []

    def held_up(parts):
        if clock.monotonic() - start_s >= 2.0:
            clock.sleep(next(stalls, 0.0))
        return sample_due(parts)

    def pressed():
        moments.append(clock.monotonic())
        if len(moments) > 1 and moments[-1] - moments[-2] > 2.0:
            tiny.button.drive(False)

    monkeypatch.setattr(Parts, "sample_due", held_up)
    assert tiny.loop(feed_watchdog=pressed).run(8.0).ok
    assert len(set(moments)) < len(moments)
    lit = [tick.commanded["lamp"] for tick in tiny.record.ticks]
    assert len(lit) == len(moments)
    assert lit == sorted(lit)
    assert lit[-1]
