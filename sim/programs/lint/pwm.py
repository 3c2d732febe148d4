"""PWM, servos, pins that a loop switches too fast, and relays."""

from __future__ import annotations

from collections.abc import Callable

from devices import Message
from sim.programs.lint.finding import FindingLog, Rule
from sim.wires.pins import Net
from wiring.checks import Severity

FASTEST_HZ = 10_000.0  # lgpio refuses faster software PWM (lgpio manual, lgTxPwm: 0.1-10000 Hz)
FLICKER_HZ = (5.0, 40.0)  # chosen: below it is blinking, above most eyes see steady light
SERVO_HZ = (45.0, 55.0)
SERVO_MS = (0.5, 2.5)  # the widest travel that hobby servos are sold with; most want 1 to 2 ms
WINDING_MS = 4.0  # chosen: a wave with longer pulses dims a lamp, it turns no servo
ROUNDING_MS = 0.01
BY_HAND, BY_HAND_S = 1000, 0.5  # chosen: so many changes in so short a time, as a sleep of 0.5 ms makes them
ALONE = 0.1  # chosen: who moves other wires between for more than this share does not dim this one
RELAY_TIMES, RELAY_S = 60, 60.0  # chosen: a relay's 100,000 times at full load would be over in a day (Songle SRD)

PIGPIO, PROCESSOR_PWM = "pigpio", (12, 13, 18, 19)  # its hardware_PWM is the processor's own, up to megahertz
TOO_FAST = Rule(
    Severity.SURPRISES,
    Message("lint.pwm_too_fast", "PWM of {hertz:.0f} Hz on GPIO{gpio}: the Pi's software PWM ends at 10 kHz."),
    Message(
        "lint.pwm_too_fast.hint", "Take 100 to 1000 Hz for a lamp and 50 Hz for a servo. Faster needs other means."
    ),
)
FLICKERS = Rule(
    Severity.SURPRISES,
    Message("lint.pwm_flickers", "PWM of {hertz:.0f} Hz on GPIO{gpio}: the eye sees it flicker, a motor jerks."),
    Message("lint.pwm_flickers.hint", "Take 100 Hz or more."),
)
SERVO = Rule(
    Severity.BURNS,
    Message("lint.servo_pulse", "A pulse of {ms:.2f} ms goes to the servo on GPIO{gpio}. Servos accept 0.5 to 2.5 ms."),
    Message(
        "lint.servo_pulse.hint",
        "Beyond its end it pushes against its stop and gets hot. At 50 Hz stay between 2.5 and 12.5 % duty.",
    ),
)
BY_HAND_RULE = Rule(
    Severity.SURPRISES,
    Message("lint.by_hand", "GPIO{gpio} is switched {hertz:.0f} times a second by a loop of the program: it jitters."),
    Message("lint.by_hand.hint", "Let a library do it: PWMLED, TonalBuzzer or GPIO.PWM."),
)
RELAY = Rule(
    Severity.BURNS,
    Message(
        "lint.relay_too_often", "The relay on GPIO{gpio} switches on more than once a second: it wears out in a day."
    ),
    Message("lint.relay_too_often.hint", "Let it rest between two moves, a minute or more. For dimming take a MOSFET."),
)


class PwmRules:
    """Watches what the Pi puts out. `relays` are the GPIOs that a wiring list says a relay sits on."""

    def __init__(self, log: FindingLog, relays: frozenset[int]) -> None:
        self._log = log
        self.relays = relays
        self._since_s: dict[int, float] = {}
        self._calls: dict[int, int] = {}
        self._pulses_ms: dict[int, set[float]] = {}
        self._switched: dict[int, list[float]] = {}

    def pi_changed(self, net: Net, changes: int, calls: Callable[[], int]) -> None:
        """The Pi does something else to the wire; `changes` counts them, and begins anew at BY_HAND.

        `calls` are all changes of all wires and all looks at them: who shifts bits out or lights a display makes more.
        """
        if net.duty is None:
            return
        if net.frequency_hz is not None:
            self._wave(net, net.frequency_hz, net.duty)
            return
        gpio = net.gpio
        if changes >= BY_HAND:
            now_s = self._log.now_s()
            lasted_s = now_s - self._since_s.get(gpio, -BY_HAND_S)
            count = calls()
            others = count - self._calls.get(gpio, 0) - BY_HAND
            self._since_s[gpio], self._calls[gpio] = now_s, count
            if 0.0 < lasted_s < BY_HAND_S and others < ALONE * BY_HAND and not net.clocked:
                self._log.add(BY_HAND_RULE, {"hertz": BY_HAND / lasted_s}, gpio=gpio)
        if gpio in self.relays:
            self._relay(gpio)

    def _wave(self, net: Net, hertz: float, duty: float) -> None:
        of_processor = net.owner == PIGPIO and net.gpio in PROCESSOR_PWM
        if hertz > FASTEST_HZ and not of_processor:
            self._log.add(TOO_FAST, {"hertz": hertz}, gpio=net.gpio)
        elif 0.0 < duty < 1.0:
            if FLICKER_HZ[0] <= hertz < FLICKER_HZ[1]:
                self._log.add(FLICKERS, {"hertz": hertz}, gpio=net.gpio)
            elif SERVO_HZ[0] <= hertz <= SERVO_HZ[1]:
                self._pulses_ms.setdefault(net.gpio, set()).add(round(duty / hertz * 1000, 3))

    def _relay(self, gpio: int) -> None:
        """Count moves; on and off are two."""
        moves = self._switched.setdefault(gpio, [])
        moves.append(self._log.now_s())
        if len(moves) > 2 * RELAY_TIMES:
            if moves[-1] - moves[0] < RELAY_S:
                self._log.add(RELAY, gpio=gpio)
            del moves[0]

    def end(self) -> None:
        """The program is over: a wave that never had long pulses was for a servo."""
        for gpio, pulses in self._pulses_ms.items():
            good = [ms for ms in pulses if SERVO_MS[0] <= ms <= SERVO_MS[1]]
            bad = [ms for ms in pulses if not SERVO_MS[0] - ROUNDING_MS <= ms <= SERVO_MS[1] + ROUNDING_MS]
            if good and bad and max(pulses) <= WINDING_MS:
                self._log.add(SERVO, {"ms": max(bad, key=lambda ms: abs(ms - 1.5))}, gpio=gpio)
