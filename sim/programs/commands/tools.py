"""Every command that the virtual board answers, by its name."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from itertools import pairwise

from sim.libraries import camera
from sim.programs.commands import i2c_tools, pin_tools, system_tools
from sim.programs.commands.answer import DONE, Answer, Tool
from sim.wires import switched_on

SWITCH_OFF = ("poweroff", "shutdown", "halt", "reboot")
# They change a Pi's system, end its processes or start its services: here they do nothing and say so to nobody.
QUIET = (
    *("modprobe", "rmmod", "insmod", "dtoverlay", "dtparam", "raspi-config", "rfkill", "pigpiod", "servod", "killall"),
    *(
        "pkill",
        "systemctl",
        "service",
        "apt",
        "apt-get",
        "timedatectl",
        "clear",
        "cls",
        "amixer",
        "alsamixer",
        "wpctl",
        "pactl",
        "alsactl",
    ),
)
SOUND = (
    *("aplay", "mpg123", "mpg321", "omxplayer", "cvlc", "vlc", "ffplay", "paplay", "play", "espeak", "espeak-ng"),
    *("festival", "flite", "speaker-test", "mplayer", "mpv", "mpc"),
)
CAMERA = (
    *("libcamera-still", "libcamera-hello", "libcamera-jpeg", "libcamera-vid", "rpicam-still", "rpicam-hello"),
    *("rpicam-jpeg", "rpicam-vid", "raspistill", "raspivid", "fswebcam"),
)
BEFORE = ("sudo", "nohup", "nice", "command", "exec", "env", "-n", "-E", "-u", "root", "pi", "time", "stdbuf", "-oL")
WIDTH, HEIGHT = 1920, 1080


def _nothing(_: Sequence[str]) -> Answer:
    return DONE


def _camera(words: Sequence[str]) -> Answer:
    """Take a picture into the file after -o, after the milliseconds behind -t; fswebcam names its file last."""
    value = {word: after for word, after in pairwise([*words, ""]) if word.startswith("-")}
    last = words[-1] if words and not words[-1].startswith("-") and "." in words[-1] else ""
    file = value.get("-o") or value.get("--output") or last
    waits_ms = value.get("-t") or value.get("--timeout") or "0"
    switched_on.board().clock.sleep(max(float(waits_ms), 0.0) / 1000)
    if file:
        size = (
            int(value.get("--width") or value.get("-w") or WIDTH),
            int(value.get("--height") or value.get("-h") or HEIGHT),
        )
        camera.take(file, size)
    return DONE


TOOLS: Mapping[str, Tool] = {
    **dict.fromkeys((*QUIET, *SWITCH_OFF, *SOUND), _nothing),
    **dict.fromkeys(CAMERA, _camera),
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
