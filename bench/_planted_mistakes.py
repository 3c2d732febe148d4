"""Mistakes that pupils make, each planted in a small right program of bench/_right_programs, and what must be told.

The list was written before `highland check` was made to find what is in it, and no row was taken out since.
`told` are checks or notes of the report, one of which must say it (`|` between them); `words` must stand in what it
says, its line or its advice.
"""

from __future__ import annotations

from typing import NamedTuple


class Planted(NamedTuple):
    """One edit in a right program, which check must tell it, and words that must be said of it."""

    program: str
    name: str
    old: str
    new: str
    told: str
    words: tuple[str, ...] = ()


# fmt: off
PLANTED = (
    # numbers of pins
    Planted("blink", "a number of the header for a GPIO", "LED(17)", "LED(40)", "starts|wires", ("40",)),
    Planted("blink_board", "BOARD's number with BCM", "LED = 11  # the header's pin 11 is GPIO17\n\nGPIO.setmode(GPIO.BOARD)", "LED = 36\n\nGPIO.setmode(GPIO.BCM)", "starts|wires", ("36",)),
    Planted("blink_board", "a power pin of the header", "LED = 11", "LED = 9", "starts|wires", ("9",)),
    Planted("blink_board", "no setmode", "GPIO.setmode(GPIO.BOARD)\n", "", "starts|wires", ("setmode",)),
    Planted("traffic_light", "no setup of one pin", "[RED, YELLOW, GREEN], GPIO.OUT", "[RED, YELLOW], GPIO.OUT", "starts|wires", ("22",)),
    Planted("traffic_light", "a button set up as an output", "GPIO.setup(WALK, GPIO.IN, pull_up_down=GPIO.PUD_UP)", "GPIO.setup(WALK, GPIO.IN, pull_up_down=GPIO.PUD_UP)\nGPIO.setup(WALK, GPIO.OUT)", "wires|starts|presses"),
    Planted("traffic_light", "one lamp set up as an input", "show(False, False, True)\n        if", "GPIO.setup(GREEN, GPIO.IN)\n        show(False, False, True)\n        if", "starts|wires", ("22",)),
    Planted("button_lamp", "two parts on one pin", "button = Button(2)", "button = Button(17)", "starts|wires", ("17",)),
    Planted("blink_board", "cleanup in the loop", "        time.sleep(1)\nfinally", "        time.sleep(1)\n        GPIO.cleanup()\nfinally", "minute|starts|wires"),
    # names and calls
    Planted("blink", "a name spelled otherwise", "led.off()", "lde.off()", "starts", ("lde", "line 9")),
    Planted("button_lamp", "a NameError behind a press", 'print("on")', 'print(on_text)', "presses", ("on_text", "line 11")),
    Planted("button_lamp", "an error behind the release", "lamp.off()", "lamp.of()", "presses", ("of", "line 15")),
    Planted("counter", "global forgotten", "    global count\n", "", "presses", ("count",)),
    Planted("counter", "a callback without the channel", "def pressed(channel)", "def pressed()", "presses", ("pressed",)),
    Planted("traffic_light", "a NameError in what a press calls", "show(True, False, False)\n    time.sleep(5)", "show(True, False, False)\n    sleep(5)", "presses", ("sleep", "line 22")),
    Planted("quiz_buttons", "a KeyError for one of three buttons", '"Chi": 0', '"chi": 0', "presses", ("Chi",)),
    Planted("quiz_buttons", "text and number added", 'print(name, "was first:", POINTS[name])', 'print(name + " was first: " + POINTS[name])', "presses", ("line 17",)),
    Planted("burglar_alarm", "an error when somebody comes", 'print("somebody is there")', 'print("somebody at", time.time())', "presses", ("time",)),
    Planted("corridor_light", "an error only while somebody is there", "until = time.monotonic() + 20", "until = now + 20", "presses", ("now",)),
    Planted("door_servo", "a name behind the button", "servo.ChangeDutyCycle(10 if", "servo.changeDutyCycle(10 if", "presses", ("ChangeDutyCycle",)),
    Planted("heartbeat", "an error in a thread", "led.on()", "leds.on()", "minute|starts", ("leds",)),
    Planted("heartbeat", "an error behind the press in the main loop", "round(time.monotonic())", "time.monotonc()", "presses", ("monotonc",)),
    Planted("morse", "a KeyError for a letter", 'CODES.get(letter, "")', 'CODES[letter.lower()]', "presses", ("s",)),
    Planted("button_lamp", "a handler that was called instead of given", "button.when_pressed = pressed", "button.when_pressed = pressed()", "wires|presses|minute"),
    # events
    Planted("button_lamp", "no pause()", "pause()\n", "", "minute", ("pause",)),
    Planted("counter", "no bounce time", ", bouncetime=200", "", "presses|note:lint.bounce"),
    Planted("counter", "a callback that sleeps", 'print("pressed", count, "times")', 'print("pressed", count, "times")\n    time.sleep(3)', "presses|note:lint.edges_lost", ("callback",)),
    Planted("traffic_light", "no pull on a button", ", pull_up_down=GPIO.PUD_UP", "", "note:lint.floats|wires|presses", ("5",)),
    Planted("counter", "the wrong pull", "GPIO.PUD_UP)\nGPIO.setup(LED", "GPIO.PUD_DOWN)\nGPIO.setup(LED", "wires|presses|note:lint.let_go_edge", ("23",)),
    Planted("door_servo", "a busy wait for the release", "                time.sleep(0.02)", "                pass", "sleeps|note:lint.busy_loop", ("line 18",)),
    Planted("quiz_buttons", "no sleep in the loop", "    sleep(0.02)\n", "", "sleeps"),
    Planted("corridor_light", "no sleep in the loop", "        time.sleep(0.2)\n", "", "sleeps"),
    Planted("heartbeat", "a thread that nobody stops", "    stop.set()\n", "", "off"),
    # sensors
    Planted("damp_fan", "no except around a DHT", "except RuntimeError as error", "except ValueError as error", "fails", ("RuntimeError",)),
    Planted("climate_log", "no except around a DHT", "except RuntimeError", "except KeyError", "fails", ("RuntimeError",)),
    Planted("damp_fan", "a DHT asked too soon", "time.sleep(2.5)", "time.sleep(0.5)", "dht"),
    Planted("damp_fan", "a KeyError when the sensor fails", 'print("the sensor does not answer:", error)', 'print({}["error"])', "fails", ("KeyError",)),
    Planted("damp_fan", "a value of before that does not exist", "            fan.off()\n        time.sleep(2.5)", "            print(humidity)\n        time.sleep(2.5)", "missing", ("humidity",)),
    Planted("parking", "an endless wait for the echo", "    while GPIO.input(ECHO) == 0:\n        if time.perf_counter() > end:\n            return None\n", "    while GPIO.input(ECHO) == 0:\n        pass\n", "fails|missing"),
    Planted("parking", "None not looked for", "if cm is None:", "if cm == 0:", "fails|missing|ranges"),
    Planted("parking", "an echo that is outlasted", "cm is not None and cm < 20", "cm < 20", "ranges|fails|missing", ("None",)),
    Planted("near_lamp", "a value beyond the end at a distance", "min(max(1 - distance / 2, 0), 1)", "1.5 - distance", "ranges", ("distance_m",)),
    Planted("dimmer", "a duty beyond 100 at the end", "* 100 / 1023", "* 100 / 1000", "ranges", ("ch0_v",)),
    Planted("dimmer", "a duty below 0 at the start", "read(0) * 100 / 1023", "read(0) * 120 / 1023 - 10", "ranges", ("ch0_v",)),
    Planted("dimmer", "a division by zero at 0", "read(0) * 100 / 1023", "min(5000 / read(0), 100)", "ranges", ("ZeroDivisionError",)),
    Planted("thermistor", "log of nothing at 0 V", "if 0.05 < v < 3.25", "if v < 3.25", "ranges"),
    Planted("thermistor", "a division at the supply's volts", "if 0.05 < v < 3.25", "if 0.05 < v", "ranges"),
    Planted("thermistor", "no except around the bus", "except OSError as error", "except ValueError as error", "fails", ("OSError",)),
    Planted("thermistor", "another address", "ADDRESS, CONVERSION, CONFIG = 0x48", "ADDRESS, CONVERSION, CONFIG = 0x39", "wires|starts|minute", ("0x39",)),
    Planted("evening_lamp", "another address", "LIGHT = 0x23", "LIGHT = 0x32", "wires", ("0x32",)),
    Planted("evening_lamp", "the lamp never off in the light", "elif lux > 100:", "elif lux > 100000:", "extremes", ("17",)),
    Planted("evening_lamp", "a list too short in the dark", "if lux < 50:", "if [1, 2][0 if lux > 5 else 2] and lux < 50:", "ranges", ("IndexError", "light_lux")),
    Planted("incubator", "no look whether a file is there", "    if not files:\n        return None\n", "", "missing", ("IndexError",)),
    Planted("incubator", "the heater stays on when the sensor fails", "celsius is None or celsius > 37.8", "celsius is not None and celsius > 37.8", "fails|missing|ranges", ("None",)),
    Planted("incubator", "a decimal point that is lost", "celsius > 37.8", "celsius > 378", "extremes", ("26",)),
    Planted("incubator", "the limits the wrong way round", "celsius > 37.8:\n            GPIO.output(HEATER, GPIO.LOW)\n        elif celsius < 37.2:", "celsius < 37.2:\n            GPIO.output(HEATER, GPIO.LOW)\n        elif celsius > 37.8:", "extremes", ("26",)),
    Planted("garden", "the mean of nothing", "    history.append(moisture)\n", "    if moisture > 0.02:\n        history.append(moisture)\n    else:\n        history.clear()\n", "ranges", ("ZeroDivisionError",)),
    Planted("garden", "a pump that never stops", "elif mean > WET:", "elif mean > 1.5:", "extremes", ("17",)),
    Planted("garden", "one limit, and it chatters", "if mean < DRY:\n        pump.on()\n    elif mean > WET:\n        pump.off()\n    sleep(1)", "pump.value = not pump.value if mean < DRY else 0\n    sleep(0.1)", "relay"),
    # outputs
    Planted("blink_board", "no cleanup", "GPIO.cleanup()", "pass", "lets_go|off"),
    Planted("pump_timer", "an active-low relay that clicks at setup", ", initial=GPIO.HIGH)", ")\nGPIO.output(PUMP, GPIO.HIGH)", "wires|note:lint.on_at_setup", ("20",)),
    Planted("pump_timer", "an active-low relay left on", "finally:\n    GPIO.output(PUMP, GPIO.HIGH)\n    GPIO.cleanup()", "finally:\n    GPIO.output(PUMP, GPIO.LOW)", "off|lets_go"),
    Planted("pump_timer", "a relay that is dimmed", "time.sleep(25)\n        GPIO.output(PUMP, GPIO.LOW)\n        time.sleep(5)", "time.sleep(0.2)\n        GPIO.output(PUMP, GPIO.LOW)\n        time.sleep(0.2)", "relay"),
    Planted("door_servo", "a pulse beyond the servo", "10 if open_now else 5", "18 if open_now else 5", "presses|wires", ("12",)),
    Planted("traffic_light", "the walkers' red stays on after Ctrl-C", "    GPIO.cleanup()", "    pass", "off|lets_go"),
    Planted("corridor_light", "Ctrl-C is caught", "        time.sleep(0.2)\nfinally:\n    GPIO.cleanup()", "        try:\n            time.sleep(0.2)\n        except:\n            pass\nfinally:\n    GPIO.cleanup()", "off", ("Ctrl-C",)),
    Planted("dimmer", "a flickering wave", "GPIO.PWM(LED, 200)", "GPIO.PWM(LED, 20)", "note:lint.pwm_flickers"),
    # files, keyboard, numbers
    Planted("climate_log", "a file that is never closed", '        with open("climate.csv", "a", newline="") as file:\n            csv.writer(file).writerow(row)', '        file = open("climate.csv", "a", newline="") if not hasattr(csv, "f") else csv.f\n        csv.f = file\n        csv.writer(file).writerow(row)', "files", ("climate.csv",)),
    Planted("power_log", "a table that is not there", 'base.execute("CREATE TABLE IF NOT EXISTS power (t REAL, v REAL)")\n', "", "starts|minute", ("power",)),
    Planted("power_log", "no except around the bus", "except OSError", "except KeyError", "fails", ("OSError",)),
    Planted("settings_blink", "a file that must be there", "except FileNotFoundError", "except KeyError", "starts", ("settings.json",)),
    Planted("settings_blink", "a key that is not there", 'settings["seconds"]', 'settings["second"]', "starts", ("second",)),
    Planted("ask_times", "int() of what is no number", "    except ValueError:\n        print(\"a number, please\")\n        continue", "    except KeyError:\n        continue", "typed", ("ValueError",)),
    Planted("ask_times", "a text for a number", "times = int(answer)", "times = answer.strip()", "typed|minute|starts", ("str",)),
    Planted("damp_fan", "text compared with a number", "humidity > 85", 'f"{humidity}" > 85', "starts", ("str",)),
    Planted("settings_blink", "a sleep of less than nothing", 'settings["seconds"])\nled', '1 - settings["seconds"] * 2)\nled', "starts|minute"),
)
# fmt: on

# What `highland check` tells of programs of the corpus beside their findings, and is true: each was read and judged.
TRUE_OF_CORPUS = {
    "zero_button_hold": ("lint.bounce",),  # each bounce prints its line
    "zero_button_wait": ("lint.bounce",),  # it takes the bounce for a short press
    "busy_two_modes": ("lint.bounce",),  # a bounce changes the mode back
    "in_rpi_keypad_lines": ("lint.id_pin",),  # it uses GPIO1
    "chk_callback_without_channel": ("check.presses",),
    "busy_generator": ("check.sleeps",),  # it computes without a pause, on purpose
    "rpi_no_delay_blink": ("check.sleeps",),  # so does this, for a second
    "lib_photo_trap": ("check.presses",),  # somebody walks past before the button was pressed: its picture is missing
    "kitc_callbacks_again": ("check.sleeps",),  # its loop sets the same callbacks without a pause
    "kitc_lamp_state": ("lint.bounce", "lint.floats"),  # no bounce time, and nothing holds the wire of a bare button
    "chip_foreign_bytes": ("check.other_chip",),  # it speaks so on purpose
    "chip_tsl2591_lamp": ("check.ranges",),  # in the dark it divides by 0
    "in_rpi_remote_nameless": ("check.sleeps",),  # it asks for the next pulse without a pause, for ever
    "kite_lit_while_pressed": ("lint.floats",),  # nothing holds the wire
    "kitf_counts": ("lint.bounce",),  # it counts each bounce
    "kitf_gpiod_edges": ("lint.bounce",),  # so does this
    "lib_wiringpi_door": ("lint.bounce",),  # and this rings at each
    "uart_pn532_points": ("check.presses",),  # the card is taken away while it writes
    "guess_sonar_after_a_button": ("check.sleeps",),  # a finger on the echo wire: the wait for its end has no end
}
