"""Libraries that are not here: what a learner does about each of them."""

from __future__ import annotations

from devices import Message

NO_LIBRARY = Message(
    "script.hint.no_library",
    "The library {name} is not installed here. If it is a file of yours, put it into the folder of the program. If it "
    "is a library: `python -m pip install` with its name.",
)
OLD_DHT = Message(
    "script.hint.old_dht",
    "Adafruit_DHT is out of date and works on no new Raspberry Pi. Use adafruit_dht: "
    "dht = adafruit_dht.DHT22(board.D4)",
)
OTHER_PINS = Message(
    "script.hint.other_pins", "The virtual board does not have {name}. Use gpiozero or RPi.GPIO in its place."
)
ADAFRUIT = Message(
    "script.hint.adafruit",
    "The library {name} is not installed here: `python -m pip install {package}`. What the virtual board can plug in "
    "for it is in docs/script.md.",
)
NO_PART = Message(
    "script.hint.no_part",
    "The virtual board has nothing for {name}, even when it is installed. Try the rest of the program without it; what "
    "can be plugged in is in docs/script.md.",
)
MICROPYTHON = Message(
    "script.hint.micropython",
    "This program was written for a microcontroller such as the Pico, with MicroPython. On a Raspberry Pi: time in "
    "place of utime, gpiozero in place of machine.",
)
CIRCUITPYTHON = Message(
    "script.hint.circuitpython",
    "{name} belongs to microcontrollers with CircuitPython; a Raspberry Pi has it not, the virtual one neither. Use "
    "gpiozero or RPi.GPIO in its place.",
)
CAMERA = Message("script.hint.camera", "The virtual board has no camera and no screen.")
PYTHON_2 = Message(
    "script.hint.python_2",
    'This program was written for Python 2. Python 3 writes print("..."), input() and except Exception as error:',
)

OTHER_GPIO_LIBRARIES = ("pigpio", "lgpio", "rpi_lgpio", "wiringpi", "RPIO", "gpiod", "periphery")
CAMERAS = ("picamera", "picamera2", "cv2", "pygame")
PYTHON_2_LIBRARIES = ("Tkinter", "ConfigParser", "Queue", "urllib2", "thread", "commands", "StringIO")
MICROCONTROLLERS = ("machine", "utime", "ujson", "urequests", "rp2", "micropython", "neopixel_write")
CIRCUITPYTHON_ONLY = (
    *("countio", "touchio", "audioio", "audiocore", "audiobusio", "audiomp3", "displayio", "rotaryio", "usb_hid"),
    *("wifi", "socketpool", "supervisor", "storage", "keypad", "rtc", "alarm", "watchdog"),
)
# What speaks to parts that nobody can plug in here.
NO_PARTS = (
    *("sense_hat", "neopixel", "rpi_ws281x", "mfrc522", "pn532", "picozero", "evdev", "bluedot", "luma", "hx711"),
    *("Adafruit_SSD1306", "adafruit_ssd1306", "adafruit_bme280", "adafruit_bmp280", "bme280", "mpu6050", "max30102"),
    *("adafruit_mpu6050", "adafruit_pca9685", "adafruit_servokit", "adafruit_motorkit"),
)


def missing_library(name: str) -> Message:
    """What to do about a module that cannot be found."""
    root = name.partition(".")[0]
    if root == "Adafruit_DHT":
        return OLD_DHT
    if root in OTHER_GPIO_LIBRARIES:
        return OTHER_PINS(name=root)
    if root in PYTHON_2_LIBRARIES:
        return PYTHON_2
    if root in MICROCONTROLLERS:
        return MICROPYTHON
    if root in CIRCUITPYTHON_ONLY:
        return CIRCUITPYTHON(name=root)
    if root in NO_PARTS:
        return NO_PART(name=root)
    if root.startswith("adafruit_"):
        return ADAFRUIT(name=root, package=f"adafruit-circuitpython-{root.removeprefix('adafruit_').replace('_', '-')}")
    return CAMERA if root in CAMERAS else NO_LIBRARY(name=root)
