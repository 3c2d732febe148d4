"""One GPIO pin is one wire: the Pi at one end, a chip at the other, resistors in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from sys import maxsize

from sim.time.call_costs import Polling
from sim.time.clock import VirtualClock
from sim.wires.journal import FREE, HIGH, LOW, WAVE, Journal

GPIO_COUNT = 28  # GPIO0-GPIO27 are on the 40-pin header
PULLED_UP_AT_BOOT = range(0, 9)  # BCM2835 ARM Peripherals, table 6-31: GPIO0-8 pull high, GPIO9-27 pull low
BOARD_PULL_UPS = (2, 3)  # the I2C pins carry a 1.8 kohm resistor to 3.3 V on every Pi
HALF = 0.5  # a PWM wire reads high when it is on for half of the time or more
EBUSY = 16  # Linux errno "Device or resource busy", a literal because Windows numbers differ

_falls = count(1)


class Net:
    """One GPIO wire. `level`, `duty`, `changes`, `fell_s` and `rose_s` are to be read only.

    Who wins: the Pi's output, then the chip, then the module's resistor, then the Pi's own weak one
    (about 50 kohm). When nobody holds the wire it keeps its last level, as stray charge does.
    """

    __slots__ = (
        "_chip",
        "_claim_listeners",
        "_clock",
        "_high_code",
        "_let_go_listeners",
        "_listeners",
        "_low_code",
        "_module_pull",
        "_owner",
        "_pi_pull",
        "changes",
        "clocked",
        "count_at",
        "counted",
        "drove",
        "duty",
        "fell",
        "fell_s",
        "frequency_hz",
        "frozen",
        "gpio",
        "journal",
        "level",
        "look_at",
        "look_calls",
        "looks",
        "observer",
        "on_count",
        "on_edge",
        "rose_s",
    )

    def __init__(self, gpio: int, clock: VirtualClock | None = None) -> None:
        self.gpio = gpio
        self._clock = VirtualClock() if clock is None else clock
        self._low_code, self._high_code = 4 * gpio + LOW, 4 * gpio + HIGH
        self.fell = 0  # when the Pi put it low last, among all such moments of all wires
        self.fell_s = self.rose_s = 0.0  # when the Pi put it low and high last; both when it began to drive it
        self.drove: float | None = None  # what the Pi put out when it let go last
        self.changes = 0  # how often what the Pi does to it has changed
        self.count_at = maxsize  # with so many changes and more, `on_count` is called at each
        self.on_count: Callable[[], None] | None = None
        self.looks = 0  # how often the program has read it
        self.look_at = 0  # with so many looks and more, the observer hears of each
        self.journal: Journal | None = None  # where all changes are written down
        self.duty: float | None = None  # what the Pi drives, 0.0-1.0; None: the Pi listens
        self.frequency_hz: float | None = None  # of the Pi's PWM; None: no PWM
        self.on_edge: Callable[[bool], None] | None = None  # the Pi's edge detector
        self.clocked = False  # True: bits of a chip go over the wire, moved by hand
        self.counted = False  # True: programs count how often they look at it until a signal is over
        self.frozen = False  # True: the Pi's end of the wire stays as it is
        self._chip: bool | None = None
        self._module_pull: bool | None = True if gpio in BOARD_PULL_UPS else None
        self._pi_pull: bool | None = gpio in PULLED_UP_AT_BOOT
        self._listeners: tuple[Callable[[], None], ...] = ()
        self._let_go_listeners: tuple[Callable[[], None], ...] = ()
        self._claim_listeners: tuple[Callable[[], None], ...] = ()
        self.look_calls: tuple[Callable[[], None], ...] = ()  # whoever lets the program read calls these first
        self._owner: str | None = None
        self.observer: Observer | None = None  # who watches this wire
        self.level = False
        self._settle()

    # What the chip does.

    def drive(self, level: bool) -> None:
        """Let the chip hold the wire high or low."""
        if level != self._chip or self._chip is None:
            self._chip = level = bool(level)
            if self.duty is None and level is not self.level:
                self.level = level
                if self.on_edge is not None:
                    self.on_edge(level)
            if self.observer is not None:
                self.observer.chip_moved(self)

    def release(self) -> None:
        """Let the chip release the wire: the resistors decide."""
        if self._chip is not None:
            self._chip = None
            self._settle()
            if self.observer is not None:
                self.observer.chip_moved(self)

    def pull(self, up: bool | None) -> None:
        """Fit the module's resistor: to its supply (True), to ground (False) or none (None)."""
        self._module_pull = up
        self._settle()

    def on_change(self, call: Callable[[], None]) -> None:
        """Call `call` whenever what the Pi does to the wire changes: value, duty, frequency, direction or pull."""
        self._listeners = (*self._listeners, call)

    def on_let_go(self, call: Callable[[], None]) -> None:
        """Call `call` when the pin is an output no more."""
        self._let_go_listeners = (*self._let_go_listeners, call)

    def on_look(self, call: Callable[[], None], *, first: bool = False) -> None:
        """Call `call` just before the program reads the wire; `first` before all others."""
        self.look_calls = (call, *self.look_calls) if first else (*self.look_calls, call)

    def look(self, polling: Polling | None = None) -> bool:
        """Let the program read the wire, and whoever waits for that move it first. Returns its level."""
        self.looks = looks = self.looks + 1
        if looks >= self.look_at and self.observer is not None:
            self.observer.looked(self, polling)
        if self.look_calls:
            for call in self.look_calls:
                call()
        return self.level

    @property
    def calls(self) -> tuple[Callable[[], None], ...]:
        """Everything that is called when something happens on this wire."""
        return (*self._listeners, *self._claim_listeners, *self.look_calls)

    def forget(self, call: object) -> None:
        """Never call this again."""
        self._listeners = tuple(each for each in self._listeners if each != call)
        self._let_go_listeners = tuple(each for each in self._let_go_listeners if each != call)
        self._claim_listeners = tuple(each for each in self._claim_listeners if each != call)
        self.look_calls = tuple(each for each in self.look_calls if each != call)

    def on_claim(self, call: Callable[[], None]) -> None:
        """Call `call` whenever a library takes the pin; what it makes of the pin comes after."""
        self._claim_listeners = (*self._claim_listeners, call)

    @property
    def contention(self) -> bool:
        """True while the Pi and the chip drive against each other: a short circuit on a real board."""
        return self.duty is not None and self._chip is not None and self._chip != (self.duty >= HALF)

    @property
    def chip_level(self) -> bool | None:
        """What the chip drives: True high, False low, None nothing."""
        return self._chip

    @property
    def module_pull(self) -> bool | None:
        """The module's resistor: True to its supply, False to ground, None when it has none."""
        return self._module_pull

    @property
    def floats(self) -> bool:
        """True while nobody holds the wire: no output, no chip, no resistor."""
        return self.duty is None and self._chip is None and self._module_pull is None and self._pi_pull is None

    # What the Pi does.

    @property
    def owner(self) -> str | None:
        """The library that has the pin, or None."""
        return self._owner

    @property
    def pi_pull(self) -> bool | None:
        """The Pi's own weak resistor: True up, False down, None off."""
        return self._pi_pull

    def pi_writes(self, duty: float) -> None:
        """Make the pin an output, or change what it puts out: 0.0 low, 1.0 high, between them PWM."""
        before = self.duty
        if duty != before and not self.frozen:
            self.duty = duty
            now_s = self._clock.now_s
            if duty:
                self.level = duty >= HALF
                self.rose_s = now_s
                if before is None:
                    self.fell_s = now_s
                code = self._high_code
            else:
                self.level = False
                self.fell = next(_falls)
                self.fell_s = now_s
                code = self._low_code
            if self.frequency_hz is not None:
                self._changed()
                return
            self.changes = changes = self.changes + 1
            if self._listeners:
                for call in self._listeners:
                    call()
            journal = self.journal
            if journal is not None:  # `Journal.add`, for displays
                codes = journal.codes
                codes.append(code)
                journal.times.append(now_s)
                if len(codes) > journal.wake_at:
                    journal.wake()
            if changes >= self.count_at and self.on_count is not None:
                self.on_count()

    def pi_listens(self, pull: bool | None) -> None:
        """Make the pin an input with the Pi's weak resistor up, down or off."""
        if (self.duty is not None or pull is not self._pi_pull) and not self.frozen:
            self.drove, self.duty = self.duty, None
            self.frequency_hz = None
            self._pi_pull = pull
            self._settle()
            self._changed()
            if self.drove is not None:
                for call in self._let_go_listeners:
                    call()

    def pi_pwm(self, frequency_hz: float | None) -> None:
        """Set the frequency of the Pi's PWM; None ends PWM and leaves the wire low."""
        if frequency_hz != self.frequency_hz and not self.frozen:
            self.frequency_hz = frequency_hz
            if frequency_hz is None:
                self.duty, self.level = 0.0, False
                self.fell_s = self._clock.now_s
            self._changed()

    def claim(self, owner: str) -> None:
        """Take the pin for one library; the kernel gives a line to one user only. Raises OSError 16 (busy)."""
        if self.observer is not None:
            self.observer.claimed(self, owner)
        if self._owner is not None:
            raise OSError(EBUSY, f"GPIO{self.gpio} is busy: {self._owner} uses it, so {owner} cannot")
        self._owner = owner
        for call in self._claim_listeners:
            call()

    def announce(self) -> None:
        """Say that a tool of the shell is about to change the pin, and keeps it no longer than that."""
        if self._owner is None:
            for call in self._claim_listeners:
                call()

    def free(self) -> None:
        """Give the pin back: a floating input that nobody watches."""
        if self.observer is not None:
            self.observer.freed(self)
        self._owner = None
        self.on_edge = None
        self.pi_listens(None)

    def _changed(self) -> None:
        """Tell everybody of a change, however often there was one."""
        self.changes += 1
        for call in self._listeners:
            call()
        if self.journal is not None:
            if self.duty is None:
                self.journal.add(self._low_code + FREE)
            elif self.frequency_hz is not None:
                self.journal.waves.append((self.gpio, self.duty, self.frequency_hz))
                self.journal.add(self._low_code + WAVE)
            else:
                self.journal.add(self._high_code if self.duty else self._low_code)
        if self.on_count is not None:
            self.on_count()

    def _settle(self) -> None:
        level = self.level
        if self.duty is not None:
            level = self.duty >= HALF
        elif self._chip is not None:
            level = self._chip
        elif self._module_pull is not None:
            level = self._module_pull
        elif self._pi_pull is not None:
            level = self._pi_pull
        if level is not self.level:
            self.level = level
            if self.on_edge is not None:
                self.on_edge(level)


class Observer:
    """Hears what programs do to the wires, and changes nothing: `sim.programs.lint` while a pupil's program runs.

    Each method is called at the moment it happens, and does nothing here.
    """

    def claimed(self, net: Net, library: str) -> None:
        """A library wants the pin; `net.owner` still says who has it."""

    def freed(self, net: Net) -> None:
        """The pin is given back; `net.owner` still says by whom."""

    def looked(self, net: Net, polling: Polling | None) -> None:
        """The program reads the pin; `polling` knows how long it has been asking without a pause."""

    def chip_moved(self, net: Net) -> None:
        """The chip drives another level, or lets go."""

    def heard(self, net: Net, level: bool, edge_s: float) -> None:
        """The program is told of an edge that counted: to which level it went, and when; a busy callback hears late."""

    def edge_lost(self, net: Net) -> None:
        """An edge came while the one before it was still waiting for its callback."""

    def refused(self, sentence: str, channel: int, net: Net | None) -> None:
        """RPi.GPIO is about to raise this sentence; the wire is None when the channel has none."""

    def nobody_at(self, address: int) -> None:
        """No chip is plugged in at the I2C address that was asked."""

    def no_spi_chip(self, device: int, data: Sequence[int] = ()) -> None:
        """No chip sits at the chip-select wire that was pulled, and these bytes were sent."""

    def asked_for_pulses(self, gpio: int, there: bool) -> None:
        """The program gave the signal on which a chip such as a DHT22 answers in pulses, and whether one is there."""


class Pins(Mapping[int, Net]):
    """The wires of the header by BCM number: `pins[17]` is GPIO17."""

    def __init__(self, clock: VirtualClock | None = None) -> None:
        self._clock = VirtualClock() if clock is None else clock
        self._nets = tuple(Net(gpio, self._clock) for gpio in range(GPIO_COUNT))
        self._journal: Journal | None = None
        self.observer: Observer | None = None

    def __getitem__(self, gpio: int) -> Net:
        if not 0 <= gpio < GPIO_COUNT:
            raise KeyError(f"GPIO{gpio} is not on the header: it has GPIO0 to GPIO{GPIO_COUNT - 1}")
        return self._nets[gpio]

    def __iter__(self) -> Iterator[int]:
        return iter(range(GPIO_COUNT))

    def __len__(self) -> int:
        return GPIO_COUNT

    @property
    def changes(self) -> int:
        """How often what the Pi does to any wire has changed."""
        return sum([net.changes for net in self._nets])

    def journal(self) -> Journal:
        """Where all changes are written down; it is kept from the first time on that somebody asks for it."""
        if self._journal is None:
            self._journal = journal = Journal(self._clock)
            for net in self._nets:
                net.journal = journal
        return self._journal

    def watch(self, observer: Observer | None) -> None:
        """Tell this observer what happens on all wires; None: tell nobody."""
        self.observer = observer
        for net in self._nets:
            net.observer = observer

    def freeze(self) -> None:
        """Keep every pin as it is, whatever is asked of it: the process behind it was killed."""
        for net in self._nets:
            net.frozen = True

    def thaw(self) -> None:
        """Let the pins change again: a new process may open them."""
        for net in self._nets:
            net.frozen = False

    def reset(self) -> None:
        """Do to the Pi's end of every wire what a power cycle does; the chips' ends stay."""
        for net in self._nets:
            net.free()
            net.pi_listens(net.gpio in PULLED_UP_AT_BOOT)
