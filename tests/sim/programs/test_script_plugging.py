"""What a program asks for is plugged in: on every kind of wire, announced in a line, changed by --set and --press."""

import pytest

from devices import HighlandError


def kinds(result):
    return {part.place: part.kind for part in result.plugged}


@pytest.mark.examples(1)
@pytest.mark.parametrize(("model", "wire"), [("DHT22", "dht22"), ("DHT11", "dht11")])
@pytest.mark.parametrize("bitbang", [True, False])
def test_a_dht_is_there_with_a_room_of_27_c(run, capsys, notices, model, wire, bitbang):
    result = run(
        f"""
        import adafruit_dht, board
        sensor = adafruit_dht.{model}(board.D4, use_pulseio={bitbang})
        print(round(sensor.temperature), round(sensor.humidity / 2) * 2)
        """
    )
    assert capsys.readouterr().out == "27 80\n"
    assert kinds(result) == {"GPIO4": wire}
    assert notices[0].render().endswith(f"change it with --set {wire}_gpio4_temperature_c=31")


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        (("temperature_c=31",), "31"),
        (("dht22_gpio4_temperature_c=-5",), "-5"),
        (("dht22_gpio4_temperature_c=31", "temperature_c=9"), "31"),  # the one part before all parts
        (("temperature_c=31@60s",), "27"),
        (("temperature_c=31@0.1s",), "31"),
    ],
)
def test_what_it_feels_can_be_set(run, capsys, wanted, line):
    text = """
    import time, adafruit_dht, board
    sensor = adafruit_dht.DHT22(board.D4)
    time.sleep(1)
    print(round(sensor.temperature))
    """
    run(text, sets=wanted)
    assert capsys.readouterr().out == f"{line}\n"


def test_the_chips_of_a_lesson_answer_at_their_addresses(run, capsys):
    result = run(
        """
        import board, busio
        from adafruit_ads1x15.ads1115 import ADS1115
        from adafruit_ads1x15.analog_in import AnalogIn
        from adafruit_ina219 import INA219
        from adafruit_sht31d import SHT31D
        i2c = busio.I2C(board.SCL, board.SDA)
        print(f"{AnalogIn(ADS1115(i2c, address=0x49), 1).voltage:.2f} V")
        print(f"{INA219(i2c).bus_voltage:.1f} V, {INA219(i2c, 0x45).current:.0f} mA")
        print(f"{SHT31D(i2c).temperature:.0f} C")
        """,
        sets=("ads1115_0x49_a1_v=0.7",),
    )
    assert capsys.readouterr().out == "0.70 V\n5.0 V, 200 mA\n27 C\n"
    assert kinds(result) == {"I2C 0x49": "ads1115", "I2C 0x40": "ina219", "I2C 0x45": "ina219", "I2C 0x44": "sht31"}


def test_the_bytes_tell_an_ina219_from_an_sht31(run):
    """At 0x44 and 0x45 both can live; a program that writes bytes itself shows which it means."""
    result = run(
        """
        import smbus2
        bus = smbus2.SMBus(1)
        bus.read_word_data(0x45, 0x02)
        bus.write_i2c_block_data(0x44, 0x24, [0x00])
        """
    )
    assert kinds(result) == {"I2C 0x45": "ina219", "I2C 0x44": "sht31"}


def test_other_addresses_stay_silent_and_the_lint_says_who_lives_there(run):
    result = run("import smbus2\nsmbus2.SMBus(1).write_byte(0x31, 0)")
    assert result.error is not None
    assert result.error.hint is not None
    assert result.error.hint.key == "script.hint.i2c_nobody"
    assert [(finding.key, finding.address) for finding in result.findings] == [("lint.i2c_nobody", 0x31)]


def test_what_is_plugged_in_while_it_runs_is_no_finding(run):
    """Inputs whose sensor is not known yet are held, and a capacitor that is emptied is no short circuit."""
    result = run(
        """
        import time
        import RPi.GPIO as GPIO
        GPIO.setmode(GPIO.BCM)
        GPIO.setup((4, 17), GPIO.IN)
        for _ in range(100):
            GPIO.input(4)
        for _ in range(3):
            GPIO.setup(18, GPIO.OUT)
            GPIO.output(18, False)
            time.sleep(0.1)
            GPIO.setup(18, GPIO.IN)
            GPIO.wait_for_edge(18, GPIO.RISING, timeout=500)
        time.sleep(6)
        GPIO.input(4), GPIO.input(17)
        GPIO.cleanup()
        """
    )
    assert kinds(result) == {"GPIO18": "light", "GPIO4": "sensor", "GPIO17": "sensor"}
    assert [finding.key for finding in result.findings] == []


@pytest.mark.proof
def test_a_search_on_the_bus_finds_only_what_is_there(run, capsys, notices):
    text = """
    import smbus2
    bus = smbus2.SMBus(1)
    for address in range(0x03, 0x78):
        try:
            bus.read_byte(address)
            print(hex(address))
        except OSError:
            pass
    """
    assert run(text).plugged == ()
    assert capsys.readouterr().out == ""
    assert [message.key for message in notices] == ["script.scan"]
    run(text, sets=("ads1115_0x48_a0_v=1",))
    assert capsys.readouterr().out == "0x48\n"


def test_an_mcp3008_is_behind_the_wire_that_is_used(run, capsys):
    result = run(
        """
        from gpiozero import MCP3008
        import spidev
        print(f"{MCP3008(channel=3).value:.2f}")
        spi = spidev.SpiDev()
        spi.open(0, 1)
        answer = spi.xfer2([1, 8 << 4, 0])
        print(round(((answer[1] & 3) << 8 | answer[2]) / 1023, 1))
        """,
        sets=("mcp3008_ce1_ch0_v=0.33",),
    )
    assert capsys.readouterr().out == "0.50\n0.1\n"
    assert kinds(result) == {"SPI CE1": "mcp3008", "SPI CE0": "mcp3008"}


RPI_SONAR = """
import time
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BOARD)
GPIO.setup(16, GPIO.OUT)
GPIO.setup(18, GPIO.IN)
GPIO.output(16, False)
time.sleep(2)
GPIO.output(16, True)
time.sleep(0.00001)
GPIO.output(16, False)
while GPIO.input(18) == 0:
    begin = time.time()
while GPIO.input(18) == 1:
    end = time.time()
print(f"{(end - begin) * 17380:.0f}")  # 347.6 m/s at 27 C
"""
ZERO_SONAR = """
from time import sleep
from gpiozero import DistanceSensor
sensor = DistanceSensor(echo=24, trigger=23, max_distance=4)
sleep(1)
print(f"{sensor.distance / 343.26 * 347.6 * 100:.0f}")
"""


@pytest.mark.examples(1)
@pytest.mark.parametrize("text", [RPI_SONAR, ZERO_SONAR])
@pytest.mark.parametrize(("wanted", "line"), [((), "100"), (("distance_m=0.4",), "40")])
def test_a_distance_sensor_answers_pings(run, capsys, text, wanted, line):
    result = run(text, sets=wanted)
    assert capsys.readouterr().out == f"{line}\n"
    assert kinds(result) == {"GPIO24": "sonar"}
    assert result.outputs["gpio23"]["part"] == "sonar_gpio24"


def test_each_trigger_has_the_echo_that_was_opened_beside_it(run, capsys):
    result = run(
        """
        import time
        import RPi.GPIO as GPIO
        GPIO.setmode(GPIO.BCM)
        for trigger, echo in ((5, 6), (19, 26)):
            GPIO.setup(trigger, GPIO.OUT)
            GPIO.setup(echo, GPIO.IN)
        for trigger, echo in ((19, 26), (5, 6)):
            GPIO.output(trigger, True)
            time.sleep(0.00001)
            GPIO.output(trigger, False)
            print(GPIO.wait_for_edge(echo, GPIO.RISING, timeout=100))
            time.sleep(0.1)
        """
    )
    assert capsys.readouterr().out == "26\n6\n"
    assert kinds(result) == {"GPIO26": "sonar", "GPIO6": "sonar"}


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("GPIO.setup(17, GPIO.IN, pull_up_down=GPIO.PUD_UP)", "101"),
        ("GPIO.setup(17, GPIO.IN, pull_up_down=GPIO.PUD_DOWN)", "010"),
        ("GPIO.setup(17, GPIO.IN)", "010"),
    ],
)
def test_a_finger_presses_towards_the_side_that_the_resistor_is_not_on(run, capsys, text, levels):
    run(
        f"""
        import time
        import RPi.GPIO as GPIO
        GPIO.setmode(GPIO.BCM)
        {text}
        for _ in range(3):
            print(GPIO.input(17), end="")
            time.sleep(2)
        """,
        presses=("gpio17@1s..3s",),
    )
    assert capsys.readouterr().out == levels


@pytest.mark.examples(1)
@pytest.mark.parametrize("name", ["gpio17", "17", "GPIO17", "pin11", "button_gpio17"])
def test_a_button_calls_back_when_it_is_pressed(run, capsys, name):
    run(
        """
        from signal import pause
        from time import monotonic
        from gpiozero import Button
        start = monotonic()
        button = Button(17)
        button.when_pressed = lambda: print(f"down {monotonic() - start:.1f}")
        button.when_released = lambda: print(f"up {monotonic() - start:.1f}")
        pause()
        """,
        presses=(f"{name}@5s",),
        for_s=10.0,
    )
    assert capsys.readouterr().out == "down 5.0\nup 5.5\n"


def test_a_finger_may_wait_for_its_button(run, capsys, notices):
    run(
        """
        from time import sleep
        from gpiozero import Button
        sleep(2)
        button = Button(17)
        sleep(1)
        print(button.is_pressed)
        """,
        presses=("gpio17@0s..60s", "gpio18@1s"),
    )
    assert capsys.readouterr().out == "True\n"
    assert notices[-1].render() == "--press gpio18: there is nothing that can be pressed."


def test_who_presses_what_a_remote_does_not_have_gets_its_keys(run, notices):
    run(
        "import RPi.GPIO as GPIO, time\nGPIO.setmode(GPIO.BCM)\nGPIO.setup(17, GPIO.IN)\ntime.sleep(3)\nGPIO.cleanup()",
        presses=("ir_5@1s", "ir_power@2s"),
    )
    assert notices[-2].render() == "--press ir_power: there is nothing that can be pressed."
    assert notices[-1].render().startswith("What can be pressed there: ir_0, ir_1")


@pytest.mark.proof
def test_light_charges_a_capacitor_in_both_ways_of_the_books(run, capsys):
    text = """
    import time
    import RPi.GPIO as GPIO
    from gpiozero import LightSensor
    GPIO.setmode(GPIO.BCM)
    GPIO.setup(4, GPIO.OUT)
    GPIO.output(4, False)
    time.sleep(0.1)
    GPIO.setup(4, GPIO.IN)
    count = 0
    while GPIO.input(4) == 0:
        count += 1
    sensor = LightSensor(18)
    time.sleep(1)
    print(100 < count < 1000, count > 10000, f"{sensor.value:.1f}")
    """
    result = run(text)
    assert kinds(result) == {"GPIO4": "light", "GPIO18": "light"}
    run(text, sets=("light_lux=1",))
    assert capsys.readouterr().out == "True False 0.9\nFalse True 0.0\n"


@pytest.mark.proof
def test_outputs_are_named_and_measured(run):
    result = run(
        """
        from time import sleep
        import RPi.GPIO as GPIO
        from gpiozero import LED, Buzzer, PWMLED, Servo
        lamp, buzzer, dimmed, servo = LED(17), Buzzer(27), PWMLED(22), Servo(12)
        GPIO.setmode(GPIO.BCM)
        GPIO.setup(5, GPIO.OUT)
        dimmed.value = 0.25
        for _ in range(3):
            lamp.on()
            sleep(2)
            lamp.off()
            sleep(1)
        buzzer.on()
        """
    )
    assert {part.place: part.kind for part in result.plugged} == {
        "GPIO17": "output",
        "GPIO27": "output",
        "GPIO22": "output",
        "GPIO12": "servo",
        "GPIO5": "output",
    }
    lamp = result.outputs["gpio17"]
    assert (lamp["changes"], round(lamp["on_s"], 3), lamp["last_level"]) == (6, 6.0, None)
    assert result.outputs["gpio27"]["last_level"] is None  # gpiozero closes its parts at the end
    assert result.outputs["gpio5"]["last_level"] == 0  # RPi.GPIO does not
    assert result.outputs["gpio22"]["on_s"] == pytest.approx(0.25 * 9.0, abs=1e-4)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"sets": ("temperature_c",)}, "--set needs KEY=VALUE"),
        ({"sets": ("warmth=3",)}, "Nothing here is called warmth"),
        ({"sets": ("dht22_0x40_temperature_c=3",)}, "Nothing here is called dht22_0x40_temperature_c"),
        ({"sets": ("dht22_gpio4_voltage_v=3",)}, "Nothing here is called dht22_gpio4_voltage_v"),
        ({"sets": ("temperature_c=warm",)}, "temperature_c cannot be warm. Give a number"),
        ({"sets": ("temperature_c=3@soon",)}, "temperature_c cannot be 3@soon"),
        ({"presses": ("gpio17@now",)}, "gpio17@now is not a press of a button. Write what is pressed and when"),
        ({"presses": ("gpio17@5s..4s",)}, "gpio17@5s..4s is not a press of a button"),
        ({"world": "moon"}, "There is no project called moon"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_before_the_first_line(run, capsys, asked, sentence):
    with pytest.raises(HighlandError) as refused:
        run("print('ran')", **asked)
    assert sentence in str(refused.value)
    assert capsys.readouterr().out == ""


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    ("ask", "key"),
    [
        ("bus.write_byte(0x48, 0x42)\nbus.read_byte(0x48)\nprint(bus.read_byte(0x48))", "pcf8591_0x48_a2_v=0.5"),
        ("bus.write_byte(0x48, 0xC4)\nprint(bus.read_byte(0x48))", "ads7830_0x48_ch1_v=0.5"),
    ],
)
def test_the_input_that_the_program_asks_for_is_the_one_that_is_announced(run, capsys, notices, ask, key):
    run(f"import smbus\nbus = smbus.SMBus(1)\n{ask}\n")
    assert capsys.readouterr().out == "128\n"
    assert notices[0].render().endswith(f"change it with --set {key}")
    assert len(notices) == 1


def test_a_value_that_no_part_feels_is_told(run, notices):
    run(
        "import smbus\nbus = smbus.SMBus(1)\nbus.write_byte(0x48, 0x42)\nbus.read_byte(0x48)\n",
        sets=("ch0_v=0.5", "a1_v=1"),
    )
    nothing, who = notices[1:]
    assert nothing.render() == "--set ch0_v: no part that is plugged in has felt it."
    assert who.render().startswith("What feels ch0_v: ads7830, ")
    assert who.render().endswith("Say where it is, such as --plug 0x48=ads7830.")
