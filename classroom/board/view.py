"""One moment of a run as a page needs it: plain JSON, with every sentence in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from classroom.board.scene import Scene
from devices import Message
from firmware.names import Names, plain_name
from messages import LANGUAGES, translator
from sim.live.orders import Orders, plain
from sim.world.faults import DOWN
from sim.world.simulation import Simulation
from sim.world.world import World

NO_PROGRAM = Message("classroom.down", "No program runs")
FAULT = "fault"  # the meaning of a board that is down, and of a run that an error has ended


class Eyes:
    """Looks at one simulation for the page. `latest` is filled in by whoever hears the turns of the loop."""

    def __init__(self, simulation: Simulation, orders: Orders, names: Names, scene: Scene) -> None:
        self.sensed: Any = None
        self.action: Any = None
        self.why: Message | None = None
        self.unsaid: tuple[Message, Exception] | None = None  # a sentence that its law did not give what it asks for
        self._simulation, self._orders, self._names, self._scene = simulation, orders, names, scene
        folder = simulation.project.folder
        self._translate = {lang: translator(lang, folder) for lang in LANGUAGES}

    def see(self, **more: Any) -> dict[str, Any]:
        """The moment: time, state with its meaning, the sentence, the scene's values, what is broken and pressed."""
        simulation, latest = self._simulation, self._orders.latest
        world = simulation.world
        runs = not latest.down and self.action is not None
        true = truth(world, has_power=runs or self._orders.t_s > 0.0)
        state = DOWN if latest.down else latest.state
        values = self._values(true, runs)
        return {
            "t_s": round(self._orders.t_s, 2),
            "date": simulation.clock.now().isoformat(timespec="seconds"),
            "state": state,
            "word": self._word(state),
            "meaning": FAULT if latest.down else self._names.meaning(state),
            "said": self.both(latest.why),
            "scene": plain(values),
            "broken": [str(fault) for fault in world.active],
            "pressed": [name for name in world.buttons if true.get(f"{name}_pressed") is True],
            **more,
        }

    def _values(self, true: dict[str, float | bool], runs: bool) -> dict[str, float | bool | None]:
        """What moves the picture; nothing does where a pupil's numbers leave no picture to draw."""
        try:
            return self._scene.values(true, self.sensed if runs else None, self.action if runs else None)
        except Exception:
            return {}

    def both(self, message: Message | None) -> dict[str, str]:
        """A sentence in each language; empty without one. As it stands in the code where its values do not fit it."""
        if message is None:
            return dict.fromkeys(self._translate, "")
        try:
            return in_each(message.render, self._translate)
        except Exception as error:
            self.unsaid = message, error
            return dict.fromkeys(self._translate, str(message.text))

    def _word(self, state: str) -> dict[str, str]:
        if state == DOWN:
            return self.both(NO_PROGRAM)
        name = self._names.states.get(state) or plain_name(state)
        return {lang: name.short(lang) for lang in LANGUAGES}


def truth(world: World, has_power: bool = True) -> dict[str, float | bool]:
    """What is true: what parts feel without their faults, what no part feels, and the power at each actuator.

    Without `has_power` none arrives: before the first turn no program has begun, and a pin that is no output lights
    nothing.
    """
    driven = world.driven if has_power else dict.fromkeys(world.driven, 0.0)
    return {**driven, **world.true()}


def in_each(
    render: Callable[[Callable[[str], str]], str], translators: Mapping[str, Callable[[str], str]]
) -> dict[str, str]:
    """The same thing in each language."""
    return {lang: render(translate) for lang, translate in translators.items()}
