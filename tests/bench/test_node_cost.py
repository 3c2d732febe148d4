"""What the bench of a node's cost starts are the programs it says, and both of them work."""

import sys

import pytest

from bench import node_cost


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="the processor's time is read from /proc")
def test_both_programs_make_their_turns_and_are_measured(monkeypatch):
    monkeypatch.setattr(node_cost, "SETTLES_S", 0.0)
    for options in (None, ()):
        cost = node_cost.measured(options, port=0, seconds=0.1)
        assert 0.01 < cost["first_cpu_s"] < 60.0
        assert 5.0 < cost["rss_mb"] < 200.0


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="the processor's time is read from /proc")
def test_a_program_that_makes_no_turn_is_no_figure():
    with pytest.raises(SystemExit, match="made no good turn"):
        node_cost.measured(("--state",), port=0, seconds=0.1)
