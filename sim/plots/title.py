"""The title of a picture: what happened, with a number. Chosen from the record alone, the same for every project."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from devices import Message
from sim.plots.about import About
from sim.plots.words import Tongue, inside
from sim.results.record import Recording
from sim.world.faults import DOWN

LATER = Message("title.later", "{what} during “{state}”: {span} later the {output} is {change}")
AT_ONCE = Message("title.at_once", "{what} during “{state}”: at once the {output} is {change}")
NO_CHANGE = Message("title.no_change", "{what} during “{state}”: no output changed in {span}")
THEN_STATE = Message("title.then_state", "{what} during “{state}”: {span} later “{then}”")
STATE_FOR = Message("title.state_for", "{state} for {span} of {whole}")
STATE_LATER = Message("title.state_later", "{state} after {span}: {later} later the {output} is {change}")
STATE_AT_ONCE = Message("title.state_at_once", "{state} after {span}: at once the {output} is {change}")
STATE = Message("title.state", "{state} after {span}")
FOR = Message("title.for", "{output} {change} for {span} of {whole}")
NOTHING = Message("title.nothing", "Nothing was switched in {span}")

WORST_FIRST = ("danger", "fault", "caution")
STEADY_S = 30.0  # a change that has none shortly before or after it is no beep and no blinking
SAME_S = 2.0  # what happens so close together happens at once
AT_THE_START_S = 60.0  # a state that is there so early is no event
ANSWER_S = 1800.0  # what comes later is no answer


class Change(NamedTuple):
    """An output that was switched and stayed so."""

    t_s: float
    order: int
    output: str
    on: bool


def title(recording: Recording, about: About, tongue: Tongue) -> str:
    """What happened: a fault and its answer, else the first state of concern, else how long the first output was on."""
    if not recording.states:
        return tongue.says(NOTHING(span=tongue.duration(recording.end_s)))
    return tongue.says(
        _of_fault(recording, about, tongue)
        or _of_state(recording, about, tongue)
        or _of_output(recording, about, tongue)
    )


def _of_fault(recording: Recording, about: About, tongue: Tongue) -> Message | None:
    if not recording.faults:
        return None
    fault = min(recording.faults, key=lambda each: each.from_s)
    others = [each.from_s for each in recording.faults if each.from_s > fault.from_s]
    until_s = min([*others, fault.from_s + ANSWER_S, recording.end_s])
    what = tongue.fault(fault.fault, about.names)
    state = about.names.state(state_at(recording, fault.from_s)).short(tongue.lang)
    answer = _answer(recording, about, fault.from_s, until_s)
    then = _concern(recording, about, fault.from_s, until_s)
    if then is not None and (answer is None or then[0] < answer.t_s - SAME_S):
        after = about.names.state(then[1]).short(tongue.lang)
        return THEN_STATE(what=what, state=state, span=tongue.duration(then[0] - fault.from_s), then=after)
    if answer is None:
        lasted_s = min(until_s, fault.to_s) - fault.from_s
        return NO_CHANGE(what=what, state=state, span=tongue.duration(lasted_s))
    words = _words(answer, about, tongue)
    if answer.t_s - fault.from_s < SAME_S:
        return AT_ONCE(what=what, state=state, **words)
    return LATER(what=what, state=state, span=tongue.duration(answer.t_s - fault.from_s), **words)


def _of_state(recording: Recording, about: About, tongue: Tongue) -> Message | None:
    for meaning in WORST_FIRST:
        states = [each for each in recording.states if each[1] != DOWN and about.names.meaning(each[1]) == meaning]
        if states and (meaning != "caution" or len(states) == 1) and states[0][0] > AT_THE_START_S:
            return _first_time(recording, about, tongue, *states[0])
        if states:
            return _in_all(recording, about, tongue, {name for _, name in states})
    return None


def _first_time(recording: Recording, about: About, tongue: Tongue, t_s: float, name: str) -> Message:
    state, span = about.names.state(name).short(tongue.lang), tongue.duration(t_s)
    answer = _answer(recording, about, t_s, t_s + ANSWER_S)
    if answer is None:
        return STATE(state=state, span=span)
    words = _words(answer, about, tongue)
    if answer.t_s - t_s < SAME_S:
        return STATE_AT_ONCE(state=state, span=span, **words)
    return STATE_LATER(state=state, span=span, later=tongue.duration(answer.t_s - t_s), **words)


def _in_all(recording: Recording, about: About, tongue: Tongue, names: set[str]) -> Message:
    """How long the state of these that lasted longest was there."""
    lasted = dict.fromkeys(sorted(names), 0.0)
    ends_s = [since_s for since_s, _ in recording.states[1:]] + [recording.end_s]
    for (since_s, name), end_s in zip(recording.states, ends_s, strict=True):
        if name in lasted:
            lasted[name] += end_s - since_s
    longest = max(lasted, key=lambda name: lasted[name])
    span, whole = tongue.duration(lasted[longest]), tongue.duration(recording.end_s)
    return STATE_FOR(state=about.names.state(longest).short(tongue.lang), span=span, whole=whole)


def _of_output(recording: Recording, about: About, tongue: Tongue) -> Message:
    for output, switch in recording.outputs.items():
        if switch.moved:
            name = about.names.output(output)
            on_s = sum(to_s - from_s for from_s, to_s in switch.spans(True, recording.end_s))
            span, whole = tongue.duration(on_s), tongue.duration(recording.end_s)
            return FOR(output=name.short(tongue.lang), change=tongue.on_off(name)[0], span=span, whole=whole)
    return NOTHING(span=tongue.duration(recording.end_s))


def _concern(recording: Recording, about: About, after_s: float, until_s: float) -> tuple[float, str] | None:
    """The first state of danger or fault that begins in that time."""
    for t_s, name in recording.states:
        if after_s <= t_s <= until_s and name != DOWN and about.names.meaning(name) in WORST_FIRST[:2]:
            return t_s, name
    return None


def state_at(recording: Recording, t_s: float) -> str:
    """The state of the law at a moment."""
    return next((state for since_s, state in reversed(recording.states) if since_s <= t_s), recording.states[0][1])


def _words(change: Change, about: About, tongue: Tongue) -> dict[str, str]:
    name = about.names.output(change.output)
    on, off = tongue.on_off(name)
    return {"output": inside(name.short(tongue.lang)), "change": on if change.on else off}


def _answer(recording: Recording, about: About, after_s: float, until_s: float) -> Change | None:
    """What was switched first; of those at once, what became safe, in the order of the law."""
    changes = [each for each in _steady_changes(recording) if after_s <= each.t_s <= until_s]
    if not changes:
        return None
    first_s = min(each.t_s for each in changes)
    together = [each for each in changes if each.t_s - first_s <= SAME_S]
    return min(together, key=lambda each: (about.safe.get(each.output) is not each.on, each.order))


def _steady_changes(recording: Recording) -> Iterator[Change]:
    for order, (output, switch) in enumerate(recording.outputs.items()):
        times = list(switch.at_s)
        for index, on in enumerate(switch.values):
            before_s = times[index - 1] if index else -inf
            after_s = times[index + 1] if index + 1 < len(times) else inf
            if index and on is not None and min(times[index] - before_s, after_s - times[index]) >= STEADY_S:
                yield Change(times[index], order, output, on)
