"""Runs a line of the shell on the virtual board, when the board answers every command in it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

from sim.programs.board_files import board_path
from sim.programs.commands.answer import Answer
from sim.programs.commands.awk import NotUnderstood
from sim.programs.commands.filters import FILTERS
from sim.programs.commands.shell_line import Pipeline, ShellLine, Simple
from sim.programs.commands.tools import TOOLS, named
from sim.wires import switched_on

COMMAND_S = 0.005  # chosen: what it takes a Pi 4 to start one small program
NULL = ("/dev/null", "nul")
CHANGE_FOLDER = "cd"

Write = Callable[[str], object]


class Programs:
    """Starts other programs than the board's commands. Here: none."""

    def knows(self, words: Sequence[str]) -> bool:
        """Whether this command can be started."""
        return False

    def run(self, words: Sequence[str], out: Write, err: Write, text: str, folder: str | None) -> int:
        """Run it to its end, with `text` as its input; its exit code."""
        raise NotImplementedError

    def start(self, pipeline: Pipeline, out: Write, err: Write, folder: str | None) -> None:
        """Run a pipeline in the background."""
        raise NotImplementedError


NONE = Programs()


class NotOurs(Exception):
    """A command of the computer itself: nothing was run."""


def is_ours(words: Sequence[str]) -> bool:
    """Whether only the virtual board can answer this command."""
    name, rest = named(words)
    return name in TOOLS or (name == "cat" and any(board_path(word) for word in rest))


def is_known(line: ShellLine, programs: Programs = NONE) -> bool:
    """Whether all of the line can be answered here, the same on every computer."""
    if not line.plain or not concerns_board(line, programs):
        return False
    return all(
        is_ours(each.words) or programs.knows(each.words) or named(each.words)[0] in (*FILTERS, CHANGE_FOLDER)
        for each in line.commands()
    )


def concerns_board(line: ShellLine, programs: Programs = NONE) -> bool:
    """Whether the board answers at least one command of the line, or has the file into which one writes."""
    return any(
        is_ours(each.words) or programs.knows(each.words) or any(board_path(target) for _, target in each.redirections)
        for each in line.commands()
    )


def takes_time(line: ShellLine, programs: Programs) -> bool:
    """Whether something in the line takes more than a moment."""
    return any(programs.knows(each.words) or named(each.words)[0] == "sleep" for each in line.commands())


def answer(words: Sequence[str], text: str = "") -> Answer:
    """What one command says. Raises NotOurs."""
    name, rest = named(words)
    switched_on.board().clock.sleep(COMMAND_S)
    try:
        return TOOLS[name](rest) if name in TOOLS else FILTERS[name](rest, text)
    except (NotUnderstood, IndexError, KeyError, ValueError) as error:
        raise NotOurs from error


def run(line: ShellLine, out: Write, err: Write, programs: Programs = NONE, folder: str | None = None) -> int:
    """Run all of a line whose commands are all known here; its exit code. Raises NotOurs for an option that is not."""
    code = 0
    for pipeline in line.pipelines:
        if (pipeline.joined == "&&" and code) or (pipeline.joined == "||" and not code):
            continue
        name, rest = named(pipeline.commands[0].words)
        if name == CHANGE_FOLDER:
            folder = str(Path(folder or ".", *rest[:1]))
        elif pipeline.background:
            programs.start(pipeline, out, err, folder)
        else:
            code = run_pipeline(pipeline, out, err, programs, folder)
    return code


def run_pipeline(pipeline: Pipeline, out: Write, err: Write, programs: Programs, folder: str | None) -> int:
    """Run commands with pipes between them; the exit code of the last one."""
    text, code = "", 0
    for command in pipeline.commands:
        is_last = command is pipeline.commands[-1]
        if programs.knows(command.words):
            said: list[str] = []
            direct = is_last and not command.redirections
            errors: list[str] = []
            code = programs.run(
                command.words,
                out if direct else said.append,
                errors.append if command.redirections else err,
                text,
                folder,
            )
            text = _redirected(command, Answer("".join(said), "".join(errors), code), err).out
        else:
            found = _redirected(command, answer(command.words, text), err)
            text, code = found.out, found.code
    out(text)
    return code


def _redirected(command: Simple, said: Answer, err: Write) -> Answer:
    """Write what a command says to where its redirections say; what is left goes on through the pipe."""
    out, errors = said.out, said.err
    for kind, target in command.redirections:
        if kind == "2>&":
            out, errors = out + errors, ""
        elif kind == "1>&":
            out, errors = "", errors + out
        elif kind.startswith("0"):
            continue
        else:
            text = {"2": errors, "&": out + errors}.get(kind[0], out)
            if target.lower() not in NULL:
                with Path(target).open("a" if kind.endswith(">>") else "w", encoding="utf-8") as file:
                    file.write(text)
            out = "" if kind[0] in "1&" else out
            errors = "" if kind[0] in "2&" else errors
    if errors:
        err(errors)
    return Answer(out, code=said.code)


def answered_within(line: ShellLine) -> str:
    """The text of the line for a real shell, with what the board's commands say in their place."""
    text = line.text
    for pipeline in reversed(line.pipelines):
        for command in reversed(pipeline.commands):
            if is_ours(command.words):
                said = answer(command.words)
                kept = " ".join(
                    f"{kind.removeprefix('1')}{shlex.quote(target)}" for kind, target in command.redirections
                )
                spoken = f"printf %s {shlex.quote(said.out)} {kept}; (exit {said.code})"
                text = f"{text[: command.start]}{{ {spoken}; }}{text[command.end :]}"
    return text
