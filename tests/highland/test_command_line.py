"""Commands are found by file, both languages speak, and wrong use is one sentence with what to do."""

import io
import json
import subprocess
import sys

import pytest

from devices import Message
from highland.__main__ import command_names, language_asked, main
from messages import translator


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",)])
def test_without_a_command_it_lists_the_commands(highland, words):
    said = highland(*words)
    assert said.code == 0
    for name in ("new", "run", "sim"):
        assert f"\n  {name} " in said.out


@pytest.mark.parametrize("name", command_names())
def test_every_command_file_is_a_command(name):
    from importlib import import_module

    command = import_module(f"highland.{name}")
    assert isinstance(command.HELP, Message)
    assert translator("vi")(command.HELP.text) != command.HELP.text


@pytest.mark.parametrize("name", command_names())
def test_every_command_explains_itself_in_both_languages(highland, name):
    english, vietnamese = highland(name, "--help"), highland(name, "--help", "--lang=vi")
    assert english.code == vietnamese.code == 0
    assert english.out.startswith(f"Usage: highland {name} ")
    assert vietnamese.out.startswith(f"Cách dùng: highland {name} ")
    for common in ("--lang vi|en", "-h, --help"):
        assert common in english.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("sims",), "There is no command sims. Did you mean sim?"),
        (("xyzzy",), "There is no command xyzzy. `highland --help` shows how to use it."),
        (("sim",), "PROJECT is missing. `highland sim --help` shows how to use it."),
        (("sim", "x", "--faster"), "Unknown option: --faster. `highland sim --help` shows how to use it."),
        (("sim", "x", "--seed"), "--seed needs a value after it. `highland sim --help` shows how to use it."),
        (("sim", "x", "--seed", "red"), "--seed needs a number, not 'red'. `highland sim --help` shows how to use it."),
        (("sim", "x", "--json=1"), "--json takes no value. `highland sim --help` shows how to use it."),
        (("--lang",), "--lang needs a value after it. The languages are: en, vi."),
        (("sim", "x", "--lang", "fr"), "--lang cannot be fr. The languages are: en, vi."),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_2(highland, words, sentence):
    assert highland(*words) == (2, "", sentence + "\n")


def test_wrong_use_in_vietnamese(highland):
    said = highland("--lang", "vi", "sim")
    assert said == (2, "", "Thiếu DỰ_ÁN. `highland sim --help` chỉ cách dùng.\n")


def test_an_unknown_project_names_the_projects_there_are(highland):
    said = highland("sim", "gas_alram")
    assert said.code == 2
    assert "gas_alram" in said.err
    assert "gas_alarm" in said.err


@pytest.mark.parametrize(
    "words", [["--lang", "vi", "sim", "x"], ["sim", "--lang=vi", "x"], ["sim", "x", "--lang", "vi"]]
)
def test_the_language_may_stand_anywhere(words):
    assert language_asked(words) == ("vi", ["sim", "x"])


def test_without_lang_the_computer_decides(highland, monkeypatch):
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert "Các lệnh:" in highland().out


def test_a_reader_who_goes_away_is_no_error(monkeypatch):
    class Gone(io.StringIO):
        def write(self, text):
            raise BrokenPipeError

        def fileno(self):
            return spare

    with open("/dev/null" if sys.platform != "win32" else "nul", "w") as null:
        spare = null.fileno()
        monkeypatch.setattr(sys, "stdout", Gone())
        assert main(["--help"]) == 0


def test_a_full_disk_under_standard_output_is_one_sentence(monkeypatch, capsys):
    class Full(io.StringIO):
        def write(self, text):
            raise OSError(28, "No space left on device")

        def fileno(self):
            return spare

    with open("/dev/null" if sys.platform != "win32" else "nul", "w") as null:
        spare = null.fileno()
        monkeypatch.setattr(sys, "stdout", Full())
        assert main(["--help", "--lang", "en"]) == 1
    assert capsys.readouterr().err == (
        "The disk is full (No space left on device): not everything was written. Make room, and run it again.\n"
    )


def test_ctrl_c_before_anything_runs_is_130(highland, monkeypatch):
    def interrupted(name):
        raise KeyboardInterrupt

    monkeypatch.setattr("firmware.project.find", interrupted)
    assert highland("sim", "x") == (130, "", "Stopped.\n")


LIGHT = """
import json, sys
from highland.__main__ import main
main(["--help"])
helped = sorted(sys.modules)
main(["run", "gas_alarm", "--check"])
print("\\n" + json.dumps([helped, sorted(sys.modules)]))
"""


@pytest.mark.proof
def test_help_is_light_and_the_real_path_never_imports_the_simulator():
    """One process for both: what `--help` imports, and what `run --check` imports up to opening the pins."""
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, encoding="utf-8", check=True)
    helped, checked = json.loads(done.stdout.splitlines()[-1])
    for heavy in ("rich", "matplotlib", "gpiozero", "projects", "drivers", "sim", "asyncio", "email"):
        assert heavy not in helped
    rooms = {module.partition(".")[0] for module in checked}
    assert {"projects", "drivers", "devices", "science"} <= rooms
    assert {"projects.gas_alarm.control", "firmware.loop", "firmware.parts", "drivers.mq"} <= set(checked)
    assert not rooms & {"sim", "gpiozero", "lgpio", "board", "rich", "matplotlib"}
    assert "projects.gas_alarm.plant" not in checked


@pytest.mark.parametrize("words", [(), ("sim", "--help"), ("sim",), ("xyzzy",), ("hub", "--help"), ("check", "--help")])
def test_whoever_came_through_run_py_reads_the_command_that_works_there(highland, monkeypatch, words):
    """In the environment that run.py made, `highland` alone is not on the path."""
    monkeypatch.setenv("HIGHLAND_COMMAND", "python3 run.py")
    said = highland(*words)
    text = said.out + said.err
    assert "python3 run.py" in text
    assert "highland sim" not in text.replace("python3 run.py sim", "")
    assert "`highland" not in text
    assert "  highland " not in text
