"""What to do about a library that is missing: the command that installs it, or what to use instead."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

from devices import Message
from sim.programs.mistakes.not_here import NOT_IN_THIS_BROWSER, is_browser, not_in_a_browser

NO_LIBRARY = Message(
    "script.hint.no_library",
    "The library {name} is not installed here. If it is a file of yours, put it into the folder of the program. If it "
    "is a library: `{command}`.",
)
KIT_FILE = Message(
    "script.hint.kit_file",
    "{name} is a file of the kit that this program comes from. Copy {file} from the kit's folder into the folder of "
    "the program.",
)
KIT_LIBRARY = Message(
    "script.hint.kit_library",
    "{name} is a library that the maker of a kit gives out by itself: `pip install {name}` does not bring it. Copy "
    "its folder {name} into the folder of the program.",
)
IN_KITS = Message(
    "script.hint.in_kits",
    "The library {name} is not installed here. Type `{command}`; it needs the internet, or the folder wheels/ of your "
    "school.",
)
NAMED = Message(
    "script.hint.named",
    "The library {name} is not installed here: `{command}`. Without the internet, fetch its wheel on another computer "
    "with `pip download {package}`, and give its folder: --no-index --find-links FOLDER.",
)
GIVEN_UP = Message(
    "script.hint.given_up", "{name} is out of date: its authors have given it up. The library today is {instead}."
)
OTHER_CASE = Message(
    "script.hint.other_case",
    "Python knows no {name}, but it knows {right}: write it with the same small and big letters.",
)
OTHER_PINS = Message(
    "script.hint.other_pins", "The virtual board does not have {name}. Use gpiozero or RPi.GPIO instead."
)
ADAFRUIT = Message(
    "script.hint.adafruit",
    "The library {name} is not installed here: `{command}`. What the virtual board can plug in for it is in "
    "docs/how-to/any-program.md.",
)
NO_PART = Message(
    "script.hint.no_part",
    "The virtual board has nothing for {name}, even when it is installed. Try the rest of the program without it; what "
    "can be plugged in is in docs/how-to/any-program.md.",
)
MICROPYTHON = Message(
    "script.hint.micropython",
    "This program was written for a microcontroller such as the Pico, with MicroPython. On a Raspberry Pi: time "
    "instead of utime, gpiozero instead of machine.",
)
CIRCUITPYTHON = Message(
    "script.hint.circuitpython",
    "{name} belongs to microcontrollers with CircuitPython; no Raspberry Pi has it, real or virtual. Use gpiozero "
    "or RPi.GPIO instead.",
)
CAMERA = Message("script.hint.camera", "The virtual board has no camera and no screen.")
NO_WINDOWS = Message(
    "script.hint.no_tkinter",
    "Python on this computer has no windows (tkinter). On Debian and Raspberry Pi OS: sudo apt install python3-tk",
)
PYTHON_2 = Message(
    "script.hint.python_2",
    'This program was written for Python 2. Python 3 writes print("..."), input() and except Exception as error:',
)

OTHER_GPIO_LIBRARIES = ("rgpio", "rpi_lgpio", "RPIO", "periphery")
CAMERAS = ("cv2",)
PYTHON_2_LIBRARIES = ("Tkinter", "ConfigParser", "Queue", "urllib2", "thread", "commands", "StringIO")
MICROCONTROLLERS = ("machine", "utime", "ujson", "urequests", "rp2", "micropython", "neopixel_write")
CIRCUITPYTHON_ONLY = (
    *("countio", "touchio", "audioio", "audiocore", "audiobusio", "audiomp3", "displayio", "rotaryio", "usb_hid"),
    *("wifi", "socketpool", "supervisor", "storage", "keypad", "rtc", "alarm", "watchdog"),
)
# What speaks to parts that nobody can plug in here.
NO_PARTS = (
    *("picozero", "evdev", "bluedot", "lirc", "pylirc", "mraa", "upm", "vilib"),
    *("pyfirmata", "pyfirmata2", "dothat", "dot3k", "explorerhat", "microdotphat", "pifacecad", "pifacecommon"),
    *("pifacedigitalio", "piglow", "scrollphat", "scrollphathd", "sn3218", "st7036", "touchphat", "unicornhathd"),
)
INSTEAD = {
    "Adafruit_BME280": "adafruit_bme280",
}
# What a program imports, and the package of the extra `kits` that brings it, where the names differ.
KITS = {
    **{f"adafruit_{name}": f"adafruit-circuitpython-{name}" for name in (
        *("ads7830", "adt7410", "adxl34x", "ahtx0", "am2320", "amg88xx", "apds9960", "as5600", "as7341"),
        *("bh1750", "bme280", "bme680", "bmp280", "bmp3xx", "bno055", "ccs811", "debouncer", "dotstar", "dps310"),
        *("drv2605", "ds1307", "ds3231", "ens160", "epd", "gps", "hcsr04", "ht16k33", "htu21d", "icm20x"),
        *("ina260", "ina3221", "l3gd20", "lis2mdl", "lis331", "lis3dh", "lis3mdl", "lps2x", "lsm6ds", "lsm9ds1"),
        *("ltr390", "matrixkeypad", "max1704x", "max31855", "max7219", "mcp230xx", "mcp3421", "mcp3xxx"),
        *("mcp4725", "mcp4728", "mcp9600", "mcp9808", "mlx90614", "mlx90640", "mma8451", "motor", "motorkit"),
        *("mpl3115a2", "mpr121", "mpu6050", "pca9685", "pcf8523", "pcf8563", "pcf8574", "pcf8575", "pcf8591"),
        *("pn532", "qmc5883p", "scd30", "scd4x", "seesaw", "servokit", "sgp30", "sgp40", "sht4x", "shtc3"),
        *("si1145", "si7021", "ssd1306", "tca9548a", "tcs34725", "tmp117", "tsl2561", "tsl2591", "vcnl4010"),
        *("vcnl4040", "veml6070", "veml7700", "vl53l0x", "vl53l1x", "vl6180x"),
    )},
    "adafruit_character_lcd": "adafruit-circuitpython-charlcd",
    "adafruit_rgb_display": "adafruit-circuitpython-rgb-display",
    **{name: name for name in ("bh1745", "bme680", "bmp280", "dht11", "flask", "guizero", "ltr559", "mfrc522")},
    **{name: name for name in ("pygame", "pynmea2", "requests")},
    "bme280": "rpi.bme280",
    "cedargrove_nau7802": "cedargrove-nau7802",
    "luma": "luma.oled",
    "mpu6050": "mpu6050-raspberrypi",
    "PIL": "pillow",
    "pirc522": "pi-rc522",
    "RPLCD": "rplcd",
    "serial": "pyserial",
    "w1thermsensor": "w1thermsensor",
}  # fmt: skip
# The same for what is in no extra.
PACKAGES = {
    "adafruit_bluefruit_connect": "adafruit-circuitpython-bluefruitconnect",
    "adafruit_button": "adafruit-circuitpython-display-button",
    "adafruit_extended_bus": "adafruit-extended-bus",
    "Adafruit_IO": "adafruit-io",
    "bottle": "bottle",
    "grove": "grove.py",
    "BlynkLib": "blynk-library-python",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python-headless",
    "dotenv": "python-dotenv",
    "sklearn": "scikit-learn",
    "telegram": "python-telegram-bot",
    "fonts": "fonts font-roboto",
    "ST7735": "st7735==0.0.5",  # the last one with this name in capital letters
    "ST7789": "st7789==0.0.4",
    "yaml": "pyyaml",
    **{name: name for name in ("gtts", "matplotlib", "numpy", "pandas", "scipy", "telepot")},
}
# Files that makers of kits put beside their lessons, or into a folder of their own: no package has them.
KIT_FILES = frozenset(
    ("ADC0832", "ADC0832_VOL", "ADC0834", "Adafruit_LCD1602", "DHT", "Freenove_DHT", "I2C_LCD_driver", "Keypad",
     "LCD1602", "LCD_Config", "MPU6050", "PCF8574", "PCF8591", "RPi_I2C_driver", "Servo", "Ultrasonic", "drivers",
     "lcddriver", "DEV_Config", "epdconfig", "LCD_1in44", "lcd_i2c", "i2c_lib", "bmp085", "SDL_DS3231", "MAX7219",
     "pn532", "MCP230XX", "MFRC522", "RFID", "SimpleMFRC522", "HD44780MCP", "DFRobot_DHT20", "PiAnalog", "squid",
     "KitronikAirQualityControlHAT", "rrb3", "robohat", "initio", "piconzero")
)  # fmt: skip
KIT_LIBRARIES = frozenset(
    ("robot_hat", "picarx", "fusion_hat",  # what ours lack of them
     "picar_4wd", "picrawler", "pidog", "pisloth", "piarm", "rgb_matrix", "sensor_hat",
     "SunFounder_PiPlus", "SunFounder_PCA9685", "Raspi_MotorHAT", "PiSmart")
)  # fmt: skip
STAMP = "highland-stamp.txt"  # run.py's own, in an environment that it has made


def missing_library(name: str) -> Message:
    """What to do about a module that cannot be found."""
    root = name.partition(".")[0]
    return not_in_a_browser(name, frozenset(KITS)) or _instead(root) or _known(root)


def _known(root: str) -> Message:
    """What else to do; a file of a kit may differ from a library in its letters alone."""
    is_file = root in KIT_FILES and root not in KITS
    return (None if is_file else _other_case(root)) or _to_install(root)


def _other_case(root: str) -> Message | None:
    """A module of Python or of a Pi that is only written with other letters."""
    known = (*sys.stdlib_module_names, *KITS, "RPi", "gpiozero", "smbus", "smbus2", "spidev", "board", "busio")
    right = next((each for each in known if each.lower() == root.lower() and each != root), None)
    return None if right is None else OTHER_CASE(name=root, right=right)


def _instead(root: str) -> Message | None:
    """What no package would help."""
    if root in INSTEAD:
        return GIVEN_UP(name=root, instead=INSTEAD[root])
    for names, message in (
        (OTHER_GPIO_LIBRARIES, OTHER_PINS),
        (PYTHON_2_LIBRARIES, PYTHON_2),
        (MICROCONTROLLERS, MICROPYTHON),
        (CIRCUITPYTHON_ONLY, CIRCUITPYTHON),
        (NO_PARTS, NO_PART),
        (CAMERAS, CAMERA),
        (("tkinter", "_tkinter"), NO_WINDOWS),
    ):
        if root in names:
            return message(name=root) if "{name}" in message.text else message
    return None


def _to_install(root: str) -> Message:
    if is_browser() and (root in (*KITS, *PACKAGES) or root.startswith("adafruit_")):
        return NOT_IN_THIS_BROWSER(name=root)
    if root in KIT_FILES:
        return KIT_FILE(name=root, file=f"{root}.py")
    if root in KIT_LIBRARIES:
        return KIT_LIBRARY(name=root)
    if root in KITS:
        return IN_KITS(name=root, command=_kits_command() or pip_command(KITS[root]))
    if root in PACKAGES:
        return NAMED(name=root, command=pip_command(PACKAGES[root]), package=PACKAGES[root])
    if (package := _of_maker(root)) is not None:
        return NAMED(name=root, command=pip_command(package), package=package)
    if root.startswith("adafruit_"):
        package = f"adafruit-circuitpython-{root.removeprefix('adafruit_').replace('_', '-')}"
        return ADAFRUIT(name=root, command=pip_command(package))
    return NO_LIBRARY(name=root, command=pip_command(re.sub("_", "-", root)))


def _of_maker(root: str) -> str | None:
    """The package of a maker of boards whose modules are called after each board."""
    if root.startswith("PiicoDev_"):
        return "piicodev"  # all of them
    return f"sparkfun-{root.replace('_', '-')}" if root == "qwiic" or root.startswith("qwiic_") else None


def _kits_command() -> str:
    """run.py's command for all of them, if this environment is one that it made; or nothing."""
    made_by_run_py = Path(sys.prefix, STAMP).is_file()
    return f"{'py' if os.name == 'nt' else 'python3'} run.py kits" if made_by_run_py else ""


def pip_command(package: str) -> str:
    """The command that installs this package for the very Python that runs the program."""
    python = sys.executable or "python"
    quoted = f'"{python}"' if os.name == "nt" and " " in python else python if os.name == "nt" else shlex.quote(python)
    return f"{quoted} -m pip install {package}"
