"""The next change for somebody who watches: a state, a reason, an output that was at rest; a beep is none."""

from types import SimpleNamespace

from devices import Message
from sim.live.changes import Changes

WHY, OTHER = Message("why", "{x} ppm"), Message("other", "Other.")


def tick(t_s, state="NORMAL", why=None, **commanded):
    return SimpleNamespace(t_s=t_s, state=state, why=why or WHY(x=t_s), commanded=commanded)


def changes(*ticks):
    looking = Changes()
    return [looking.look(each) for each in ticks]


def test_a_state_a_reason_and_an_output_are_changes_and_a_number_in_the_reason_is_none():
    assert changes(
        tick(0.0, fan=False),
        tick(1.0, fan=False),
        tick(2.0, "ALARM", fan=False),
        tick(3.0, "ALARM", OTHER(), fan=False),
        tick(4.0, "ALARM", OTHER(), fan=True),
        tick(5.0, "ALARM", OTHER(), fan=True),
    ) == [True, False, True, True, True, False]


def test_a_siren_that_beeps_is_one_change_and_one_more_after_a_rest():
    beeps = [tick(float(t_s), siren=t_s % 40 == 0) for t_s in range(1, 130)]
    later = [tick(300.0, siren=True)]
    assert sum(changes(*beeps, *later)) == 1 + 1 + 1, "the first turn, the first beep, the one after a rest"
