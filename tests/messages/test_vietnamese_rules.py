"""The rules of docs/reference/vietnamese.md, kept: words, length, order, numbers, and no English in a sentence."""

import ast
import io
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from firmware.project import names
from messages import catalog_file
from messages.update import sentences
from tests.messages.english_words import english_words, spoken

TREE = Path(__file__).parents[2]
RULES = tomllib.loads(Path(__file__).with_name("vietnamese_rules.toml").read_text(encoding="utf-8"))
LONGEST_SENTENCE = 16  # syllables
UNIT = r"(?:%|°C|ppm|NTU|A|mA|V|Wh|s|ms|L|L/phút|g/m³|phút|giờ|ngày|lần|Ω|kΩ|W)"


@cache
def pairs():
    """(file, key, English, Vietnamese) of each sentence in the code."""
    pytest.importorskip("babel", reason="Babel reads the catalog; it is in the extra `test`")
    from babel.messages.pofile import read_po

    catalog = read_po(io.BytesIO(catalog_file("vi").with_suffix(".po").read_bytes()), locale="vi")
    vietnamese = {each.id: each.string for each in catalog if each.id}
    return [(each.file, each.key, each.text, vietnamese.get(each.text, "")) for each in sentences(TREE)]


@cache
def texts_of_projects():
    """(file, English, Vietnamese) of names, scenarios and lessons."""
    found = []
    for file in sorted([*TREE.glob("projects/**/*.toml"), *TREE.glob("guides/**/*.toml")]):
        found += [(file.relative_to(TREE).as_posix(), *pair) for pair in _in_both(file)]
    return found


def _in_both(file):
    stack = [tomllib.loads(file.read_text(encoding="utf-8"))]
    own = file.name == "messages.vi.toml"
    while stack:
        table = stack.pop()
        if own:
            yield from table.items()
            continue
        for end in ("", "_long"):
            if isinstance(table.get(f"vi{end}"), str):
                yield table.get(f"en{end}", ""), table[f"vi{end}"]
        for value in table.values():
            stack += [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


@cache
def everything():
    """(where, English, Vietnamese, the Vietnamese without what is typed)."""
    found = [(key, english, said) for _, key, english, said in pairs()] + texts_of_projects()
    return [(key, english, said, spoken(said)) for key, english, said in found]


@pytest.mark.parametrize("rule", RULES["banned"], ids=lambda rule: rule["word"])
def test_a_banned_word_is_not_said(rule):
    found = []
    for key, english, said, words in everything():
        if "only_english" in rule and not re.search(rule["only_english"], english, re.IGNORECASE):
            continue
        if "unless_english" in rule and re.search(rule["unless_english"], english, re.IGNORECASE):
            continue
        if re.search(rule["word"], words, re.IGNORECASE):
            found.append(f"{key}: {said}")
    assert not found, f"say {rule['say']} ({rule['why']}):\n" + "\n".join(found)


@pytest.mark.parametrize("english", RULES["glossary"])
def test_one_english_term_is_one_vietnamese_term(english):
    vietnamese = RULES["glossary"][english]
    found = [
        f"{key}: {source} -> {said}"
        for _, key, source, said in pairs()
        if re.search(english, spoken(source), re.IGNORECASE) and not re.search(vietnamese, said, re.IGNORECASE)
    ]
    assert not found, f"where the English says {english}, the Vietnamese says {vietnamese}:\n" + "\n".join(found)


@pytest.mark.proof
def test_no_english_word_is_left():
    found = [
        f"{key}: {', '.join(words)} in: {said}" for key, _, said, _ in everything() if (words := english_words(said))
    ]
    assert not found, "translate it, or give it a reason in allowed_words.toml:\n" + "\n".join(found)


def test_a_number_has_a_comma():
    found = [
        f"{key}: {said}"
        for key, _, said, _ in everything()
        if re.search(r"(?<![\d.])\d+\.\d+(?![\d.]*\d)", _said(said))
    ]
    assert not found, "\n".join(found)


def _said(text):
    return spoken(re.sub(r"(MQTT|Python) [\d.]+|\w+ = \[*[\d., \[\]-]+|\[\[?\S.*?\]", " ", text))


def reasons():
    """What a law or the loop says about its state, and no other text."""
    return [
        (key, said)
        for file, key, _, said in pairs()
        if re.fullmatch(r"projects/\w+/reasons\.py", file) or key == "loop.not_safe"
    ]


def parts_of(text):
    return [each for each in re.split(r"(?<=[.!?]) +", text) if each]


def syllables(sentence):
    """A field or a number with its unit counts as one."""
    one = re.sub(r"\{[^}]*\}|\d[\d.,]*", " N ", sentence)
    one = re.sub(rf"N +{UNIT}(?![\w/])", "N", one)
    return sum(1 for word in one.split() if re.search(r"\w", word))


def test_a_sentence_of_a_law_is_short():
    found = [
        f"{key}: {each}" for key, said in reasons() for each in parts_of(said) if syllables(each) > LONGEST_SENTENCE
    ]
    assert not found, f"more than {LONGEST_SENTENCE} syllables:\n" + "\n".join(found)


def test_a_law_does_not_ask_politely():
    assert [key for key, said in reasons() if re.search(r"\bhãy\b", said, re.IGNORECASE)] == []


@pytest.mark.parametrize("key", RULES["danger"]["keys"])
def test_danger_says_first_what_to_do(key):
    """The name of the danger may precede it."""
    rules = RULES["danger"]
    said = dict(reasons())[key]
    first, *rest = parts_of(said)
    if not first.startswith(tuple(rules["begins"])):
        assert syllables(first) <= rules["longest"], said
        first = rest[0]
    assert first.startswith(tuple(rules["begins"])), said
    assert syllables(first) <= rules["longest"], said
    assert "(" not in first, said


def message_calls():
    """Each call that fills the fields of a Message: `NAME(field=...)`, with its file and line."""
    for file in sorted(each for room in TREE.glob("*/__init__.py") for each in room.parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{file.relative_to(TREE).as_posix()}:{node.lineno}", _called(node.func), node


def _called(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@pytest.mark.proof
def test_no_sentence_is_put_together_in_the_code():
    """Not in a Message, and not in a field of one: its English words could not be translated."""
    found = []
    for where, name, call in message_calls():
        if name == "Message":
            parts = [part for argument in call.args for part in ast.walk(argument)]
            found += [where for part in parts if isinstance(part, ast.JoinedStr | ast.BinOp)]
        elif re.fullmatch(r"[A-Z][A-Z0-9_]{2,}", name):
            found += [f"{where} {name}({each.arg}={words})" for each in call.keywords if (words := _words(each.value))]
    assert not found, "make it a Message:\n" + "\n".join(found)


def _words(value):
    texts = [value] if isinstance(value, ast.Constant) else value.values if isinstance(value, ast.JoinedStr) else []
    said = "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in texts)
    return english_words(said) if " " in said.strip() else []


def test_the_projects_are_read():
    """Else the tests above would pass by reading nothing."""
    files = {file.split("/")[1] for file, _, _ in texts_of_projects()}
    assert files >= {*names(), "_template"}
    assert len(pairs()) > 1000
    assert len(texts_of_projects()) > 500
