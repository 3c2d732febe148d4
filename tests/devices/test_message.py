"""A message says the same thing to a machine (key and values) and to a person (a sentence in their language)."""

from devices import HighlandError, Message, WiringError

ABOVE = Message("alarm.above", "Gas is at {lpg_ppm:.0f} ppm, above {limit_ppm:.0f} ppm.")


def test_a_machine_reads_key_and_values():
    assert str(ABOVE(lpg_ppm=2140.4, limit_ppm=1800)) == "alarm.above(lpg_ppm=2140, limit_ppm=1800)"
    assert str(Message("idle", "Nothing to do.")) == "idle"


def test_a_person_reads_a_sentence_in_their_language():
    vietnamese = {ABOVE.text: "Khí gas {lpg_ppm:.0f} ppm, vượt ngưỡng {limit_ppm:.0f} ppm."}
    said = ABOVE(lpg_ppm=2140.4, limit_ppm=1800)
    assert said.render() == "Gas is at 2140 ppm, above 1800 ppm."
    assert said.render(vietnamese.__getitem__) == "Khí gas 2140 ppm, vượt ngưỡng 1800 ppm."


def test_a_message_inside_a_message_is_translated_too():
    inner = Message("part.gone", "no answer")
    vietnamese = {"Stopped: {reason}.": "Đã dừng: {reason}.", "no answer": "không trả lời"}
    said = Message("outer", "Stopped: {reason}.")(reason=inner)
    assert said.render(vietnamese.__getitem__) == "Đã dừng: không trả lời."
    assert Message("outer", "Stopped: {reason}.")(reason=inner).render() == "Stopped: no answer."


def test_a_number_has_the_decimal_mark_of_the_reader():
    """A bare field is something that was typed, such as a setting: it stays as it was typed."""
    said = Message("seen", "{v:.2f} V, {text}, {typed}, {ppm:.0f} ppm.")(v=3.3, text="1.5", typed=0.5, ppm=7)
    vietnamese = {said.text: "{ppm:.0f} ppm, {v:.2f} V, {text}, {typed}.", ".": ","}
    assert said.render(vietnamese.__getitem__) == "7 ppm, 3,30 V, 1.5, 0.5."
    assert said.render() == "3.30 V, 1.5, 0.5, 7 ppm."


def test_braces_in_a_sentence_without_values_are_left_alone():
    assert Message("shape", "Write {name}.").render() == "Write {name}."


def test_an_error_shows_message_and_hint():
    error = WiringError(Message("a", "Pin {pin} is taken.")(pin=4), Message("b", "Use another."))
    assert str(error) == "Pin 4 is taken. Use another."
    assert isinstance(error, HighlandError)
