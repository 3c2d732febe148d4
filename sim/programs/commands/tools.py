"""Every command that the virtual board answers, by its name."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from sim.programs.commands import i2c_tools, pin_tools, system_tools
from sim.programs.commands.answer import DONE, Answer, Tool

SWITCH_OFF = ("poweroff", "shutdown", "halt", "reboot")
# They change a Pi's system, end its processes or start its services: here they do nothing and say so to nobody.
QUIET = (
    *("modprobe", "rmmod", "insmod", "dtoverlay", "dtparam", "raspi-config", "rfkill", "pigpiod", "killall", "pkill"),
    *("systemctl", "service", "apt", "apt-get", "timedatectl", "clear", "cls"),
)
SOUND = (
    *("aplay", "mpg123", "mpg321", "omxplayer", "cvlc", "vlc", "ffplay", "paplay", "play", "espeak", "espeak-ng"),
    *("festival", "flite", "speaker-test", "amixer"),
)
CAMERA = (
    *("libcamera-still", "libcamera-hello", "libcamera-jpeg", "libcamera-vid", "rpicam-still", "rpicam-hello"),
    *("rpicam-jpeg", "rpicam-vid", "raspistill", "raspivid", "fswebcam"),
)
BEFORE = ("sudo", "nohup", "nice", "command", "exec", "env", "-n", "-E", "-u", "root", "pi", "time", "stdbuf", "-oL")
NO_CAMERA = Answer(err="ERROR: *** no cameras available ***\n", code=255)


def _nothing(_: Sequence[str]) -> Answer:
    return DONE


def _no_camera(_: Sequence[str]) -> Answer:
    return NO_CAMERA


TOOLS: Mapping[str, Tool] = {
    **dict.fromkeys((*QUIET, *SWITCH_OFF, *SOUND), _nothing),
    **dict.fromkeys(CAMERA, _no_camera),
    "i2cdetect": i2c_tools.i2cdetect,
    "i2cget": i2c_tools.i2cget,
    "i2cset": i2c_tools.i2cset,
    "i2cdump": i2c_tools.i2cdump,
    "i2ctransfer": i2c_tools.i2ctransfer,
    "pinctrl": pin_tools.pinctrl,
    "raspi-gpio": pin_tools.raspi_gpio,
    "gpio": pin_tools.gpio,
    "vcgencmd": system_tools.vcgencmd,
    "hostname": system_tools.hostname,
    "iwgetid": system_tools.iwgetid,
    "free": system_tools.free,
    "df": system_tools.df,
    "uptime": system_tools.uptime,
    "top": system_tools.top,
    "uname": system_tools.uname,
    "date": system_tools.date,
    "ifconfig": system_tools.ifconfig,
    "sleep": system_tools.sleep,
}


def named(words: Sequence[str]) -> tuple[str, list[str]]:
    """The name of the command without its folder and `sudo`, and the words after it."""
    rest = list(words)
    while rest and (rest[0] in BEFORE or os.path.basename(rest[0]) in ("sudo", "env") or _sets_variable(rest[0])):
        rest.pop(0)
    return (os.path.basename(rest[0].replace("\\", "/")), rest[1:]) if rest else ("", [])


def _sets_variable(word: str) -> bool:
    name, equals, _ = word.partition("=")
    return bool(equals) and name.isidentifier()
