"""What stands behind a pipe, so that it works on Windows too: grep, cut, head, tail, tr, wc, sort, cat, a small awk."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.programs.commands.answer import Answer, Filter
from sim.programs.commands.awk import awk


def _split(words: Sequence[str], with_value: str = "") -> tuple[dict[str, str], list[str]]:
    """Options by letter, with the value of those that take one (`-d:`, `-d :`), and the other words."""
    options: dict[str, str] = {}
    rest: list[str] = []
    ahead = list(words)
    while ahead:
        word = ahead.pop(0)
        if not word.startswith("-") or word == "-":
            rest.append(word)
            continue
        letters = word[1:]
        while letters:
            letter, letters = letters[0], letters[1:]
            if letter in with_value:
                options[letter] = letters or (ahead.pop(0) if ahead else "")
                letters = ""
            else:
                options[letter] = ""
    return options, rest


def grep(words: Sequence[str], text: str, extended: bool = False) -> Answer:
    """Lines that hold a pattern (-i -v -c -o -q -w -F -E)."""
    options, rest = _split(words, "emA")
    pattern = options.get("e") or (rest[0] if rest else "")
    if "F" in options:
        pattern = re.escape(pattern)
    elif not (extended or "E" in options or "P" in options):
        pattern = re.sub(r"\\([|+?(){}])|([|+?(){}])", lambda found: found[1] or "\\" + found[2], pattern)
    if "w" in options:
        pattern = rf"\b(?:{pattern})\b"
    look = re.compile(pattern, re.IGNORECASE if "i" in options else 0)
    found = [line for line in text.splitlines() if bool(look.search(line)) is not ("v" in options)]
    lines = [match[0] for line in found for match in look.finditer(line) if match[0]] if "o" in options else found
    out = "" if "q" in options else f"{len(found)}\n" if "c" in options else _lines(lines)
    return Answer(out, code=0 if found else 1)


def egrep(words: Sequence[str], text: str) -> Answer:
    """Search with extended patterns."""
    return grep(words, text, extended=True)


def cut(words: Sequence[str], text: str) -> Answer:
    """Fields (-d -f) or characters (-c) of each line."""
    options, _ = _split(words, "dfcb")
    places = _ranges(options.get("f") or options.get("c") or options.get("b") or "1-")
    mark = options.get("d", "\t")
    made = []
    for line in text.splitlines():
        pieces = line.split(mark) if "f" in options else list(line)
        chosen = [piece for place, piece in enumerate(pieces, 1) if any(a <= place <= b for a, b in places)]
        whole = "f" in options and mark not in line
        made.append(line if whole else (mark if "f" in options else "").join(chosen))
    return Answer(_lines(made))


def _ranges(text: str) -> list[tuple[int, int]]:
    found = []
    for piece in text.split(","):
        first, dash, last = piece.partition("-")
        found.append((int(first or 1), int(last) if last else 1 << 30 if dash else int(first)))
    return found


def _count(words: Sequence[str]) -> str:
    options, _ = _split(words, "nc")
    return options.get("n") or next((word[1:] for word in words if re.fullmatch(r"-\d+", word)), "10")


def head(words: Sequence[str], text: str) -> Answer:
    """The first lines."""
    return Answer(_lines(text.splitlines()[: int(_count(words))]))


def tail(words: Sequence[str], text: str) -> Answer:
    """The last lines, or with -n +3 those from the third on."""
    count, lines = _count(words), text.splitlines()
    return Answer(_lines(lines[int(count) - 1 :] if count.startswith("+") else lines[-int(count) :]))


def tr(words: Sequence[str], text: str) -> Answer:
    """Change or delete (-d) characters."""
    options, rest = _split(words)
    sets = [_characters(word) for word in rest]
    if "d" in options:
        return Answer(text.translate({ord(letter): None for letter in sets[0]}))
    if "s" in options and len(sets) == 1:
        return Answer(re.sub(rf"([{re.escape(sets[0])}])\1+", r"\1", text))
    last = sets[1][-1]
    return Answer(text.translate({ord(a): b for a, b in zip(sets[0], sets[1].ljust(len(sets[0]), last), strict=False)}))


def _characters(word: str) -> str:
    word = word.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")
    return re.sub(r"(.)-(.)", lambda span: "".join(map(chr, range(ord(span[1]), ord(span[2]) + 1))), word)


def wc(words: Sequence[str], text: str) -> Answer:
    """How many lines, words and characters."""
    options, _ = _split(words)
    counts = {"l": text.count("\n"), "w": len(text.split()), "c": len(text.encode())}
    shown = [counts[letter] for letter in counts if letter in options or not options]
    return Answer((str(shown[0]) if len(shown) == 1 else "".join(f"{count:8}" for count in shown)) + "\n")


def sort(words: Sequence[str], text: str) -> Answer:
    """Lines in order (-r, -n, -u)."""
    options, _ = _split(words, "k")
    lines = sorted(
        set(text.splitlines()) if "u" in options else text.splitlines(), key=_by_number if "n" in options else str
    )
    return Answer(_lines(lines[::-1] if "r" in options else lines))


def _by_number(line: str) -> tuple[float, str]:
    found = re.match(r"\s*-?\d+(\.\d+)?", line)
    return (float(found[0]) if found else 0.0, line)


def sed(words: Sequence[str], text: str) -> Answer:
    """Replace with s/old/new/g, or print one line with -n 3p."""
    options, rest = _split(words, "e")
    script = options.get("e") or (rest[0] if rest else "")
    if re.fullmatch(r"\d+p", script):
        return Answer(_lines(text.splitlines()[int(script[:-1]) - 1 : int(script[:-1])]))
    if not script.startswith("s") or len(script) < 4:
        return Answer(text)
    old, new, flags = (*script[2:].split(script[1]), "", "")[:3]
    if not options.keys() & {"E", "r"}:
        old = re.sub(r"\\([|+?(){}])|([|+?(){}])", lambda found: found[1] or "\\" + found[2], old)
    new = re.sub(r"(?<!\\)&", r"\\g<0>", new)
    return Answer(_lines([re.sub(old, new, line, count=0 if "g" in flags else 1) for line in text.splitlines()]))


def cat(words: Sequence[str], text: str) -> Answer:
    """What comes in, or files one after the other."""
    names = [word for word in words if not word.startswith("-")]
    out = []
    for name in names:
        try:
            out.append(Path(name).read_text(encoding="utf-8", errors="replace"))
        except OSError:
            return Answer("".join(out), f"cat: {name}: No such file or directory\n", 1)
    return Answer("".join(out) if names else text)


def echo(words: Sequence[str], text: str) -> Answer:
    """The words themselves."""
    return Answer(" ".join(words[1:]) if words[:1] == ["-n"] else " ".join(words) + "\n")


def _lines(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _awk(words: Sequence[str], text: str) -> Answer:
    options, rest = _split(words, "Fv")
    return Answer(awk(rest[0] if rest else "", text, options.get("F")))


FILTERS: Mapping[str, Filter] = {
    **{"awk": _awk, "gawk": _awk, "mawk": _awk, "cat": cat, "cut": cut, "echo": echo, "egrep": egrep, "grep": grep},
    **{"head": head, "sed": sed, "sort": sort, "tail": tail, "tr": tr, "wc": wc},
}
