"""A node's name tells nobody who or where: it is made of our words only."""

import random

import pytest

from devices import HighlandError
from telemetry.home import FIRST, SECOND, check_name, choose_name, claim, wanted_name
from telemetry.topics import is_node_name, node_and_kind


def test_every_name_that_can_be_chosen_is_a_name_and_fits_a_topic():
    longest = [max(words, key=len) for words in (FIRST, SECOND)]
    assert is_node_name(check_name(f"sim-{longest[0]}-{longest[1]}-9999"))
    assert len(set(FIRST)) * len(set(SECOND)) > 2000
    assert set(FIRST) & set(SECOND) == set()


@pytest.mark.parametrize(
    "name", ["nguyen-van-an", "red", "red-heron-", "Red-heron", "red-heron-0", "../red-heron", "red-heron/x", ""]
)
def test_another_name_is_refused(name):
    with pytest.raises(HighlandError):
        check_name(name)


def test_a_taken_name_is_not_chosen_again():
    luck = random.Random(3)
    taken: set[str] = set()
    for _ in range(300):
        taken.add(choose_name(luck.choice, taken, simulated=True))
    assert len(taken) == 300
    assert all(name.startswith("sim-") for name in taken)


def test_a_computer_keeps_its_name_and_a_second_run_gets_another(tmp_path):
    first, outbox, _ = claim(tmp_path, None, simulated=True)
    second, other, _ = claim(tmp_path, None, simulated=True)
    real, third, _ = claim(tmp_path, None, simulated=False)
    for each in (outbox, other, third):
        each.close()
    again, outbox, _ = claim(tmp_path, None, simulated=True)
    outbox.close()
    assert first != second
    assert again in (first, second)
    assert not real.startswith("sim-")


def test_a_name_in_use_is_told(tmp_path):
    _, outbox, _ = claim(tmp_path, "red-heron", simulated=False)
    with pytest.raises(HighlandError, match="in use"):
        claim(tmp_path, "red-heron", simulated=False)
    outbox.close()


def test_the_name_asked_for_comes_before_the_account():
    assert wanted_name("red-heron", "gold-tea") == "red-heron"
    assert wanted_name(None, "gold-tea") == "gold-tea"
    assert wanted_name(None, "Hub User") is None


@pytest.mark.parametrize(
    ("topic", "found"),
    [
        ("highland/v1/red-heron/telemetry", ("red-heron", "telemetry")),
        ("highland/v1/red-heron/ack", None),
        ("highland/v1/red-heron/hush/set", None),
        ("highland/v2/red-heron/state", None),
        ("highland/v1/Red/state", None),
        ("highland/v1/-a/state", None),
        ("highland/v1//state", None),
        ("homeassistant/device/red-heron/config", None),
    ],
)
def test_only_our_topics_have_a_node(topic, found):
    assert node_and_kind(topic) == found


def test_a_real_board_cannot_have_the_name_of_a_simulated_one(tmp_path):
    with pytest.raises(HighlandError, match="simulated"):
        claim(tmp_path, "sim-red-heron", simulated=False)
