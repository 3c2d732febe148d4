"""What is told of a node in danger or silent: once, with SIM for a simulated one, and unknown is never over."""

import json

import pytest

from hub.alerts.watch import OLD_S, Watch, payload
from messages import translator

NOW = 1_800_000_000.0


def view(alarm="none", link="online", ago=0.0, provenance="real", node="red-heron", now=NOW):
    return {
        "node": node, "provenance": provenance, "alarm": alarm, "link": link, "last_seen": now - ago, "state": "ALARM",
        "said": {"en": "Gas: 2140 ppm.", "vi": "Khí gas: 2140 ppm."},
    }  # fmt: skip


def texts(found, lang="en"):
    return [each.text(translator(lang), lang) for each in found if each.is_call]


def test_danger_is_told_once_and_again_when_it_is_over():
    watch = Watch()
    assert texts(watch.look([view()], NOW)) == []
    assert texts(watch.look([view("danger")], NOW + 1)) == ["red-heron: DANGER. Gas: 2140 ppm."]
    assert watch.look([view("danger")], NOW + 2) == []
    assert texts(watch.look([view()], NOW + 3)) == ["red-heron: the danger is over. Gas: 2140 ppm."]


def test_a_simulated_alert_says_so_first():
    watch = Watch()
    (text,) = texts(watch.look([view("danger", provenance="sim")], NOW))
    assert text.startswith("SIM ")
    (text,) = texts(Watch().look([view("danger", provenance="sim")], NOW), "vi")
    assert text.startswith("SIM ")


def test_a_node_that_falls_silent_in_an_alarm_stays_in_danger():
    watch = Watch()
    watch.look([view("danger")], NOW)
    (news,) = watch.look([view("danger", "offline", ago=90.0)], NOW + 90)
    assert (news.alert.danger, news.alert.silent) == (True, True)
    (news,) = watch.look([view("none", "online", now=NOW + 200)], NOW + 200)
    assert (news.alert.danger, news.alert.silent) == (False, False)


def test_silence_is_told_after_a_minute_and_not_of_what_was_silent_long_before_the_hub_began():
    watch = Watch()
    watch.look([view()], NOW)
    assert watch.look([view(link="offline", ago=10.0)], NOW + 10) == []
    assert texts(watch.look([view(link="offline", ago=61.0)], NOW + 61)) == [
        "red-heron is silent. Last known: Gas: 2140 ppm."
    ]
    assert texts(watch.look([view()], NOW + 70)) == ["red-heron reports again. Gas: 2140 ppm."]
    first = Watch().look([view(link="offline", ago=OLD_S + 1.0)], NOW)
    assert [each.is_call for each in first] == [False]
    assert first[0].alert.since == NOW - OLD_S - 1.0


def test_what_the_broker_keeps_says_what_it_is():
    (news,) = Watch().look([view("danger", provenance="sim")], NOW)
    found = json.loads(payload(news.alert))
    assert (found["node"], found["provenance"], found["danger"], found["silent"]) == ("red-heron", "sim", True, False)
    assert found["said"]["vi"] == "Khí gas: 2140 ppm."


@pytest.mark.parametrize("gone", [[], [view(node="blue-otter")]])
def test_a_node_that_was_forgotten_is_forgotten_here_too(gone):
    watch = Watch()
    watch.look([view("danger")], NOW)
    watch.look(gone, NOW + 1)
    assert texts(watch.look([view("danger"), *gone], NOW + 2)) == ["red-heron: DANGER. Gas: 2140 ppm."]
