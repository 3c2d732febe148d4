"""The walk: every command with --lang vi, its help, its output and its errors, says no English but what is typed."""

import re
import shutil
from pathlib import Path

import pytest

from firmware.project import HOME, find, names
from highland.__main__ import command_names
from sim.world.fault_words import OF_THE_BOARD
from sim.world.faults import KINDS
from tests.messages.english_words import english_words


def codes_of(project):
    """What can be typed after --fault, --press and --set: no sentence says it without its name, but a list may."""
    found = find(project).names()
    return found.parts, found.outputs, found.channels, found.things, found.settings


TINY = Path(__file__).parent / "tiny"
DRYING_RACK = str(HOME / "_template" / "drying_rack")
HUB = ("invite", "remove", "accounts", "nodes", "forget", "export", "backup", "bridge")
TYPED_LINE = re.compile(r"\s*(python3 run\.py|py run\.py|highland) ")  # an example, below a help
TYPED_FIRST = re.compile(r"^ {2,8}[a-z_]+(?==| {2,}|$)")  # a command in a list, a name to type, before what it is
COMMAND = re.compile(r"\bhighland (hub )?[a-z]+")
SETTING = re.compile(r"^ {2}\w+=\S*")
BEHIND = re.compile(r"\([a-z][a-z_0-9]*\)")  # the code of a part, in brackets behind its name
# About the program of a pupil: what Python itself says of it, and its line.
PYTHON_SAYS = re.compile(r"\b\w*(Error|Exception)\b.*|^ {4}\w.*")
DRIVER = re.compile(r": \w+\(.*?\) -> ")  # a driver with its options, as in wiring.toml
PASSWORD = re.compile(r"(\w{5}-){4}\w{5}")
CODES = {
    *KINDS,
    *OF_THE_BOARD,
    *(file.stem for file in HOME.glob("*/scenarios/*.toml")),
    *(detail for details in KINDS.values() for detail in details),
    *(code for each in names() for table in codes_of(each) for code in table),
}
seen = []

HELPS = [(name, "--help") for name in ("", *command_names())] + [("hub", each, "--help") for each in HUB]

OF_THE_GAS_ALARM = ("valve=swapped(fan)", "siren=inverted", "room=off", "gas=off", "reset=swapped(hush)", "test=off")
OF_THE_FILTER = ("pump=dead", "uv=nack", "raw=swapped(product)", "filter=off", "product_high=inverted")
RUNS = [
    ("sim", "gas_alarm", "--for", "3m", "--fault", "gas=off@1m..2m", "--press", "reset@2m"),
    ("sim", "solar_lamp", "--for", "3m", "--fault", "heater=welded@1m"),
    ("sim", "water_filter", "--for", "2m", "--fault", "card=full"),
    ("sim", DRYING_RACK, "--for", "2m"),
    ("scenarios", str(TINY), "--report", "report.html"),
    *(("sim", project, "--settings") for project in (*names(), DRYING_RACK)),
    *(("wiring", project) for project in (*names(), DRYING_RACK)),
    *(("run", project, "--check") for project in (*names(), DRYING_RACK)),
    *(("scenarios", project, "--list") for project in names()),
    *(("try", project, "--sim", "--answers", "look") for project in names()),
    ("try", "gas_alarm", "--sim", "--answers", "look", *(f"--fault={each}" for each in OF_THE_GAS_ALARM)),
    ("try", "water_filter", "--sim", "--answers", "look", *(f"--fault={each}" for each in OF_THE_FILTER)),
    ("calibrate", "gas_alarm", "gas", "--sim", "--answers", "usual", "--test-gas"),
    ("calibrate", "gas_alarm", "gas", "--sim", "--answers", "usual", "--fault", "hose=burst"),
    ("calibrate", "solar_lamp", "battery", "--sim", "--answers", "usual"),
    ("calibrate", "solar_lamp", "battery", "--sim", "--answers", "usual", "--capacity"),
    ("calibrate", "solar_lamp", "box", "--sim", "--answers", "usual"),
    *(("calibrate", "water_filter", part, "--sim", "--answers", "usual") for part in ("raw", "water", "filter", "bed")),
    ("calibrate", "gas_alarm", "--list"),
    ("new", "my_rack"),
    ("script", "blink.py", "--for", "3s"),
    ("script", "broken.py", "--for", "3s"),
    ("check", "blink.py"),
    ("check", "broken.py"),
    ("hub", "invite", "red-heron"),
    ("hub", "accounts"),
    ("hub", "remove", "red-heron"),
    ("hub", "nodes"),
    ("hub", "forget", "red-heron", "--yes"),
]

REFUSED = [
    ("simm",),
    ("--lang", "xx"),
    ("sim",),
    ("sim", "nope"),
    ("sim", "gas_alarm", "--nope"),
    ("sim", "gas_alarm", "--seed", "x"),
    ("sim", "gas_alarm", "--seed"),
    ("sim", "gas_alarm", "--json=1"),
    ("sim", "gas_alarm", "--ideal", "--uncalibrated"),
    ("sim", "gas_alarm", "--for", "x"),
    ("sim", "gas_alarm", "--days", "x"),
    ("sim", "gas_alarm", "--speed", "x"),
    ("sim", "gas_alarm", "--trace-every", "x"),
    *(("sim", "gas_alarm", "--fault", each) for each in (
        "foo", "gas=foo", "gas=off(p=1)", "gas=stuck(a=1)", "gas=off@x", "gas=off@2m..1m", "gas=silent(p=2)", "foo=off",
        "gas=off@1m..9m/2m", "gas=off?3", "fan=nack", "gas=slow(tau_s=0)", "gas=stuck(value=x)",
    )),
    ("sim", "gas_alarm", "--press", "foo"),
    ("sim", "gas_alarm", "--press", "reset@x"),
    ("sim", "gas_alarm", "--set", "foo=1"),
    ("sim", "gas_alarm", "--set", "foo"),
    ("sim", "gas_alarm", "--set", "volume_m3=x"),
    ("sim", "gas_alarm", "--set", "volume_m3=0"),
    ("sim", "gas_alarm", "--set", "leak_upstream=maybe"),
    ("sim", "gas_alarm", "--trace", "nowhere/x.csv"),
    ("sim", "gas_alarm", "--plot", "x.txt"),
    ("sim", "gas_alarm", "--replay", "nowhere.csv"),
    ("sim", "gas_alarm", "--replay", "blink.py"),
    ("sim", "gas_alarm", "--mqtt", "http://host"),
    ("sim", "gas_alarm", "--node", "red-heron"),
    ("sim", "torn"),
    ("sim", "./torn"),
    ("run", "gas_alarm"),
    ("run", "gas_alarm", "--watchdog", "nowhere/dog"),
    ("run", "gas_alarm", "--mqtt-every", "0"),
    ("wiring", "./torn"),
    ("scenarios", "gas_alarm", "--only", "nope"),
    ("scenarios", "./torn"),
    ("calibrate", "gas_alarm", "siren"),
    ("calibrate", "gas_alarm", "room", "--test-gas"),
    ("calibrate", "gas_alarm", "gas", "--json"),
    ("calibrate", "gas_alarm", "gas", "--sim", "--answers", "usual", "--day", "x"),
    ("new", "Bad Name"),
    ("new", "gas_alarm"),
    ("new", "herb_box", "--in", "nowhere"),
    ("script", "nowhere.py"),
    ("script", "blink.py", "--set", "foo"),
    ("script", "blink.py", "--world", "moon"),
    ("check", "nowhere.py"),
    ("hub", "nope"),
    ("hub", "--port", "x"),
    ("hub", "invite", "Nguyen"),
    ("hub", "remove", "red-heron"),
    ("hub", "export"),
    ("hub", "export", "--csv", "nowhere/x.csv"),
    ("hub", "backup", "nowhere/x.db"),
    ("hub", "bridge", "--to", "http://host"),
]  # fmt: skip

BLINK = """\
from time import sleep
from gpiozero import LED

led = LED(17)
while True:
    led.toggle()
    sleep(0.5)
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with a program, a program with a mistake, and a project whose files are torn."""
    (tmp_path / "blink.py").write_text(BLINK, encoding="utf-8")
    (tmp_path / "broken.py").write_text("import gpiozero\nled = gpiozero.LED(17)\nled.shine()\n", encoding="utf-8")
    shutil.copytree(TINY, tmp_path / "torn")
    (tmp_path / "torn" / "wiring.toml").write_text("[parts.fan]\npin = \n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for variable in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    return tmp_path


def in_english(text, typed=()):
    """The lines of a text that say English, each with its words; what this command was given may come again."""
    found = []
    seen.extend(line for line in text.splitlines() if line.strip())
    given = {word for each in typed for word in re.findall(r"[^\W\d_]+", each)}
    for line in text.splitlines():
        if TYPED_LINE.match(line):
            continue
        said = line
        for each in (PYTHON_SAYS, SETTING, TYPED_FIRST, DRIVER, COMMAND, BEHIND, PASSWORD):
            said = each.sub("", said)
        words = [word for word in english_words(said) if word not in given]
        found += [f"{words}: {line}"] if words else []
    return found


@pytest.mark.parametrize("words", HELPS, ids=" ".join)
def test_help(highland, words):
    said = highland(*(each for each in words if each), "--lang", "vi")
    assert said.code == 0
    assert len(said.out) > 100
    found = in_english(said.out + said.err)
    assert not found, "\n".join(found)


@pytest.mark.examples(3)
@pytest.mark.parametrize("words", RUNS, ids=" ".join)
def test_output(highland, place, words):
    if words[0] == "hub" and words[1] != "invite":
        highland("hub", "invite", "red-heron")
    said = highland(*words, "--lang", "vi")
    assert (said.out + said.err).strip()
    of_its_program = [(place / each).read_text(encoding="utf-8") for each in words if each.endswith(".py")]
    found = in_english(said.out + said.err, (*words, *of_its_program))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_refusal(highland, place, words):
    said = highland(*words, *(() if "--lang" in words else ("--lang", "vi")))
    assert said.code != 0
    assert said.err.strip()
    if "--lang" not in words:
        found = in_english(said.out + said.err, {*words, *CODES})
        assert not found, "\n".join(found)


def test_the_walk_finds_english():
    assert in_english("Không có dự án nào tên là nope.", ("nope",)) == []
    assert in_english("Không có dự án nào tên là nope.") != []
    assert in_english("The project is not there.") != []
    assert in_english("  highland sim gas_alarm --plot picture.svg") == []


def test_how_much_was_walked(capsys):
    """How many lines this process has read."""
    if not seen:
        pytest.skip("nothing was walked in this process")
    with capsys.disabled():
        print(f" [{len(seen)} lines walked, {len(set(seen))} different] ", end="")
    assert len(set(seen)) >= 5
