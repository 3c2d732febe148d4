"""Loops that never sleep or hardly sleep, bouncing buttons, callbacks that take too long."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from devices import Message
from sim.programs.lint.finding import FindingLog, Rule
from sim.wires.pins import GPIO_COUNT, Net
from wiring.checks import Severity

BUSY_S = 1.0  # chosen: waiting for an echo or a capacitor takes less
ONE_TURN_S = 60e-6  # chosen: thirty looks at pins; a loop that asks for longer does not sleep between them
LOOKS, LOOKS_S = 1024, 1.0  # chosen: a loop that looks faster than this for so many looks, and again
BOUNCE_S = 0.01  # chosen: edges of one bouncing contact follow each other faster than this
QUIET_S = 0.15  # chosen: what comes sooner than this after an edge belongs to the same press, or is no button
MAX_EDGES = 20  # of a press that bounces; more are a flow meter or a wheel
LOST = 3  # edges

BUSY = Rule(
    Severity.SURPRISES,
    Message("lint.busy_loop", "The program asks GPIO{gpio} without a pause: one processor is at 100 %."),
    Message("lint.busy_loop.hint", "Put time.sleep(0.01) into the loop, or wait: wait_for_press(), wait_for_edge()."),
)
BUSY_CLOCK = Rule(
    Severity.SURPRISES,
    Message("lint.busy_clock", "The program looks at the clock without a pause: one processor is at 100 %."),
    Message("lint.busy_clock.hint", "Use time.sleep() for a wait, and put time.sleep(0.01) into a loop that watches."),
)
BUSY_TURNS = Rule(
    Severity.SURPRISES,
    Message("lint.busy_turns", "A loop of the program runs without a pause: one processor is at 100 %."),
    Message(
        "lint.busy_turns.hint",
        "Wait with pause() for callbacks, with Event.wait() for a thread, or put time.sleep(0.01) into the loop.",
    ),
)
SHORT_SLEEP = Rule(
    Severity.SURPRISES,
    Message(
        "lint.short_sleep",
        "The loop that reads GPIO{gpio} turns {hertz:.0f} times a second: it sleeps too short, or never.",
    ),
    Message("lint.short_sleep.hint", "No hand is that fast. time.sleep(0.01) is short enough and lets the Pi rest."),
)
BOUNCE = Rule(
    Severity.SURPRISES,
    Message("lint.bounce", "One press on GPIO{gpio} was counted {times} times: a contact bounces for some 10 ms."),
    Message(
        "lint.bounce.hint", "Give it a bounce time: Button({gpio}, bounce_time=0.05), or bouncetime=200 in RPi.GPIO."
    ),
)
EDGES_LOST = Rule(
    Severity.SURPRISES,
    Message("lint.edges_lost", "The callback of GPIO{gpio} takes longer than the edges come: some were lost."),
    Message("lint.edges_lost.hint", "Only count or set a flag in a callback. Print, sleep and send in the main loop."),
)


class BusyLoopRules:
    """Watches how often the program looks, and how often it hears of an edge."""

    def __init__(self, log: FindingLog) -> None:
        self._log = log
        self._since_s = [0.0] * GPIO_COUNT
        self._fast = [False] * GPIO_COUNT
        self._moves = [0] * GPIO_COUNT
        self._fell = [0] * GPIO_COUNT  # when the program put it low last
        self._edges: dict[int, list[float]] = {}  # edges of one direction that came close together
        self._wheels: set[int] = set()  # flow meters and the like: too many edges for a button
        self._lost: dict[int, int] = {}

    def looked(self, net: Net, looks: int, asking_s: float, moves: Callable[[], int]) -> None:
        """The program reads a pin, for the how manieth time; it has been asking without a pause for so long.

        `moves` are the changes of all outputs: a loop that lights a display between its looks must not sleep. Nor must
        one that waits for a capacitor, which it empties through the same pin.
        """
        gpio = net.gpio
        if asking_s > BUSY_S:
            self._log.add(BUSY, gpio=gpio)
        if looks == 1:
            self._since_s[gpio] = self._log.now_s()
            self._moves[gpio] = moves()
            self._fell[gpio] = net.fell
        elif looks % LOOKS == 0:
            now_s = self._log.now_s()
            lasted_s = now_s - self._since_s[gpio]
            count = moves()
            idle = count - self._moves[gpio] < LOOKS / 2 and self._fell[gpio] == net.fell
            fast = 0.0 < lasted_s < LOOKS_S and asking_s < ONE_TURN_S and idle
            if fast and self._fast[gpio] and not net.clocked:
                self._log.add(SHORT_SLEEP, {"hertz": LOOKS / lasted_s}, gpio=gpio)
            self._fast[gpio] = fast
            self._since_s[gpio] = now_s
            self._moves[gpio] = count
            self._fell[gpio] = net.fell

    def heard(self, gpio: int, level: bool, edge_s: float) -> None:
        """The program hears of an edge of that moment; only those of a press are counted, down or up as the first was.

        When its callback took long, it hears of several at once: they were no closer for that.
        """
        if gpio in self._wheels:
            return
        edges = self._edges.get(gpio)
        if edges is None or edge_s - edges[-1] > QUIET_S:
            if edges is not None:
                self._judge(gpio, edges)
            self._edges[gpio] = [float(level), edge_s]
        elif level == edges[0]:
            edges.append(edge_s)
            if len(edges) > MAX_EDGES:
                self._wheels.add(gpio)
                del self._edges[gpio]

    def edge_lost(self, net: Net) -> None:
        """An edge was lost."""
        lost = self._lost[net.gpio] = self._lost.get(net.gpio, 0) + 1
        if lost == LOST:
            self._log.add(EDGES_LOST, gpio=net.gpio)

    def end(self, asked_s: float, turned_s: float, lasted_s: float) -> None:
        """The program is over; it spent so much of its time with looks at the clock, and so much in empty loops."""
        for gpio, edges in self._edges.items():
            self._judge(gpio, edges)
        if asked_s > BUSY_S and asked_s > 0.5 * lasted_s:
            self._log.add(BUSY_CLOCK)
        if turned_s > BUSY_S and turned_s > 0.5 * lasted_s:
            self._log.add(BUSY_TURNS)

    def _judge(self, gpio: int, edges: list[float]) -> None:
        edges_s = edges[1:]
        close = sum(later_s - sooner_s <= BOUNCE_S for sooner_s, later_s in pairwise(edges_s))
        if close:
            self._log.add(BOUNCE, {"times": 1 + close}, gpio=gpio, at_s=edges_s[0])
