"""What a program does when a sensor fails for a while, when it is not there at all, and whether it asks too often."""

from __future__ import annotations

from itertools import pairwise

from devices import Message
from sim.chips import Chip
from sim.chips._contact import ContactChip
from sim.chips._switched import SwitchedChip
from sim.chips.heartbeat import HeartbeatChip
from sim.programs.checking.check_run import TRACEBACK, CheckResult, error_of, failed, in_a_thread, passed, skipped
from sim.programs.checking.trial import MINUTE_S, REST_S, TrialResult
from sim.programs.lint.buses import DHT_TOO_OFTEN
from sim.programs.program_files import SourceLine, Sources
from sim.wires.i2c import shown_key

FAILS_AT_S, FAILS_FOR_S = 20.0, 10.0
SOON_S = 5.0  # chosen: how soon after the sensor is back a program should do something again
ROUNDING_S = 0.05  # the reading itself is not always equally long
YES_OR_NO = ("button", "pir", "sensor", "light", "rotary", "keypad", "unknown")  # parts that cannot fail to answer

SENSOR = Message("check.sensor", "a sensor")
ON_PIN = Message("check.part_on_pin", "the {driver} on GPIO{gpio}")
AT_ADDRESS = Message("check.part_at_address", "the {driver} at {address}")
THE_PART = Message("check.part", "the {driver}")
THE_ERROR = Message("check.the_error", "the error")
FAILS = Message("check.fails", "It survives {seconds:.0f} s in which {part} does not answer.")
MISSING = Message("check.missing", "It survives a start without {part}.")
NO_SENSOR = Message("check.no_sensor", "It reads no sensor that can fail to answer.")
SURVIVED = Message("check.survived", "It went on, and it works since the sensor is back.")
LIVES = Message("check.lives", "It did not break.")
GAVE_UP = Message("check.gave_up", "It ended by itself and said: {words}")
GAVE_UP_SILENTLY = Message("check.gave_up_silently", "It ended by itself.")
BROKE = Message("check.broke", "It stopped after {seconds:.1f} s: {error}.")
BROKE_IN_THREAD = Message("check.broke_in_thread", "A callback or a thread broke: {error}.")
ENDED_EARLY = Message("check.ended_early", "It ended after {seconds:.1f} s and did not come back with the sensor.")
STUCK = Message("check.stuck", "It did nothing any more after the sensor was back.")
SILENT = Message("check.silent", "It waited forever and did not say that something is missing.")
CATCH = Message(
    "check.catch",
    "Put the read into try: and catch {error}: say it, sleep, and try again. Without a value, switch to the safe side.",
)
OPEN_AGAIN = Message("check.open_again", "Say what is missing. Open the part in try:, and try again later.")
GIVE_UP = Message(
    "check.give_up", "A wait for a wire or a chip needs an end: stop waiting after a while and try again."
)

DHT = Message("check.dht", "It reads a DHT no sooner than its data sheet allows.")
NO_DHT = Message("check.no_dht", "It reads no DHT.")
PATIENT = Message("check.patient", "The shortest wait between two reads was {seconds:.2f} s.")
ONCE = Message("check.once", "It read it once.")
HASTY = Message(
    "check.hasty", "It asked the {sensor} on {where} after {seconds:.2f} s; it needs {rest_s:.0f} s between two reads."
)
WAIT = Message("check.wait", "Put time.sleep({rest_s:.0f}) or longer between two reads.")


def can_be_missed(chip: Chip) -> bool:
    """Whether a program can ask this part in vain."""
    if isinstance(chip, SwitchedChip | ContactChip | HeartbeatChip):
        return False
    return chip.part.driver not in YES_OR_NO and "on" not in chip.part.options


def shown(chip: Chip) -> Message:
    """A part as people say it: `the dht22 on GPIO4`."""
    options, driver = chip.part.options, chip.part.driver
    if "pin" in options:
        return ON_PIN(driver=driver, gpio=options["pin"])
    if "address" in options:
        return AT_ADDRESS(driver=driver, address=shown_key(options["address"]))
    return THE_PART(driver=driver)


def survives_failure(chip: Chip, well: TrialResult, ill: TrialResult, back_s: float, sources: Sources) -> CheckResult:
    """Ten seconds without an answer, compared with a run in which all went well."""
    check = FAILS(seconds=FAILS_FOR_S, part=shown(chip))
    broken = _broken(check, well, ill, sources)
    if broken is not None:
        return broken
    if well.stopped_by_us and not ill.stopped_by_us:
        return failed(check, ENDED_EARLY(seconds=ill.lasted_s), CATCH(error=THE_ERROR), ill.error_line)
    if _is_active(well, back_s + SOON_S) and not _is_active(ill, back_s):
        return failed(check, STUCK, GIVE_UP, _where(ill))
    return passed(check, SURVIVED)


def survives_start_without(chip: Chip, well: TrialResult, ill: TrialResult, sources: Sources) -> CheckResult:
    """A start without the part."""
    check = MISSING(part=shown(chip))
    broken = _broken(check, well, ill, sources)
    if broken is not None:
        return broken
    if ill.last_words:
        return passed(check, GAVE_UP(words=ill.last_words))
    if not ill.stopped_by_us:
        return passed(check, GAVE_UP_SILENTLY)
    said_nothing = well.printed.startswith(ill.printed) and not ill.complaints
    if said_nothing and _is_active(well, SOON_S) and not _is_active(ill, SOON_S):
        return failed(check, SILENT, OPEN_AGAIN, _where(ill))
    return passed(check, LIVES)


def dht_rests(seen: TrialResult) -> CheckResult:
    """The waits between start signals on the wire of each DHT."""
    waits: list[float] = []
    asked = False
    for chip in seen.parts.values():
        rest_s = REST_S.get(chip.part.driver)
        if rest_s is None:
            continue
        where = f"GPIO{chip.part.options['pin']}"
        reads = [(t_s, line) for name, t_s, line in seen.dht_reads if name == where]
        asked = asked or bool(reads)
        for (earlier_s, _), (later_s, line) in pairwise(reads):
            wait_s = later_s - earlier_s
            if wait_s < rest_s - ROUNDING_S:
                said = HASTY(sensor=chip.part.driver.upper(), where=where, seconds=wait_s, rest_s=rest_s)
                return failed(DHT, said, WAIT(rest_s=rest_s), line)
            waits.append(wait_s)
    for finding in seen.findings:
        if finding.key == DHT_TOO_OFTEN.message.key:  # a library that gives its old value is asked, not the wire
            return failed(DHT, finding.message, finding.hint)
    if not asked:
        return skipped(DHT, NO_DHT)
    return passed(DHT, PATIENT(seconds=min(waits)) if waits else ONCE)


def _broken(check: Message, well: TrialResult, ill: TrialResult, sources: Sources) -> CheckResult | None:
    if ill.error is not None:
        do = ill.error.hint if ill.error.hint is not None and not ill.error_line else CATCH(error=ill.error.kind)
        return failed(check, BROKE(seconds=ill.lasted_s, error=error_of(ill)), do, ill.error_line)
    if ill.never_slept:
        return failed(check, STUCK, GIVE_UP, ill.error_line)
    if TRACEBACK in ill.complaints and TRACEBACK not in well.complaints:
        error, line = in_a_thread(ill.complaints, sources)
        return failed(check, BROKE_IN_THREAD(error=error), CATCH(error=error.partition(":")[0]), line)
    return None


def _is_active(seen: TrialResult, from_s: float) -> bool:
    """Whether it did something after that moment, and before Ctrl-C."""
    return any(from_s < moment_s < MINUTE_S - ROUNDING_S for moment_s in seen.active_s)


def _where(seen: TrialResult) -> SourceLine | None:
    return seen.busy_line or seen.error_line
