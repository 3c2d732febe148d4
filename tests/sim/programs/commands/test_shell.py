"""The shell's view of the board: tools in their own formats, and pipes that work without a shell."""

from __future__ import annotations

import pytest

from sim.programs.commands.awk import awk
from sim.programs.commands.filters import FILTERS
from sim.programs.commands.shell_line import ShellLine
from sim.programs.plugging.clues.present import addresses_in


@pytest.mark.parametrize(
    ("text", "plain", "commands"),
    [
        ("i2cdetect -y 1 | grep 27", True, [["i2cdetect", "-y", "1"], ["grep", "27"]]),
        ("gpio -g mode 17 out\ngpio -g write 17 1 >/dev/null 2>&1", True, [4, 4]),
        ("found=$(i2cdetect -y 1 | grep '2 7')", False, [["found="], ["i2cdetect", "-y", "1"], ["grep", "2 7"]]),
        ("awk '{print $1}' # {print}", True, [["awk", "{print $1}"]]),
        ('echo "$HOME"', False, [["echo", "$HOME"]]),
    ],
)
def test_a_line_is_taken_apart_as_the_shell_does(text, plain, commands):
    line = ShellLine(text)
    found = [command.words for pipeline in line.pipelines for command in pipeline.commands]
    assert line.plain is plain
    assert len(found) == len(commands)
    assert all(words == wanted or len(words) - 1 == wanted for words, wanted in zip(found, commands, strict=True))


@pytest.mark.parametrize(
    ("script", "text", "out"),
    [
        ('NR>1 {$1="";print}', "a b\n20: -- 27\n", " -- 27\n"),
        ('{printf "%.2f|", $(NF-2)}', "load average: 0.12, 0.08, 0.03", "0.12|"),
        ('NR==2{printf "%s/%sMB %.2f%%", $3,$2,$3*100/$2 }', "x\nMem: 3794 412\n", "412/3794MB 10.86%"),
        ('$NF=="/"{printf "%d/%dGB", $3,$2}', "/dev/root 29G 6G /\ntmpfs 1G 0G /run\n", "6/29GB"),
        ('/Cpu/ {print 100 - $2 "%"}', "Cpu 97.4 id\nMem 3 x\n", "2.6%\n"),
    ],
)
def test_awk_of_kits(script, text, out):
    assert awk(script, text) == out


def test_filters_behind_a_pipe():
    def piped(text, *commands):
        for command in commands:
            name, *words = command
            text = FILTERS[name](words, text).out
        return text

    assert piped("temp=48.0'C\n", ["cut", "-d=", "-f2"], ["tr", "-d", "'C"]) == "48.0\n"
    assert piped("temp=48.0'C\n", ["egrep", "-o", r"[0-9]*\.[0-9]*"]) == "48.0\n"
    assert piped("a 1\nb 2\nc 3\n", ["tail", "-n", "+2"], ["head", "-1"], ["sed", r"s/\([a-z]\) /\1=/"]) == "b=2\n"
    assert FILTERS["grep"](["-q", "3f"], "20: 27\n").code == 1


def test_a_command_among_others_is_answered_by_the_board(run, capfd):
    """A real shell runs the rest of the line; Windows has another one."""
    import os

    if os.name == "nt":
        pytest.skip("needs a POSIX shell")
    run(
        """
        import subprocess
        script = 'for p in 1 2; do test "$p" = 2 && vcgencmd measure_temp | cut -d= -f2; done'
        print(subprocess.getoutput(script))
        """
    )
    assert capfd.readouterr().out == "48.0'C\n"


def test_nobody_becomes_root_of_the_computer(run, capfd, tmp_path, monkeypatch):
    import os

    if os.name == "nt":
        pytest.skip("needs a POSIX shell")
    sudo = tmp_path / "sudo"
    sudo.write_text("#!/bin/sh\necho asks for a password\n", encoding="utf-8")
    sudo.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    run(
        """
        import os, subprocess, sys
        print(os.system("sudo -n test 1 -eq 1"))
        asked = ["sudo", "-E", sys.executable, "-c", "print('here')"]
        print(subprocess.check_output(asked, text=True), end="")
        print(subprocess.check_output("echo a | sudo tr a b; sudo -u pi true && echo done", shell=True, text=True))
        """
    )
    assert capfd.readouterr().out == "0\nhere\nb\ndone\n\n"


def test_addresses_stand_where_addresses_stand():
    import ast

    text = """
LCD_ADDR = 0x27
bus.write_byte_data(0x48, 0x40, 0x77)
def find(address=0x68): pass
sensor = BMP280(i2c, address=0x76)
if "3f" in found: pass
x = 0x29; draw(0x3C)
addr = 0x80 + 0x40 * row + column
"""
    assert addresses_in(ast.parse(text)) & set(range(0x20, 0x78)) == {0x27, 0x48, 0x68, 0x76, 0x3F}
