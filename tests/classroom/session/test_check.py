"""A run that nobody sees proves what a pupil has made: it is the run of `highland sim`, to the last digit."""

from functools import cache

import pytest

from firmware.project import find
from sim.world.simulation import Simulation


@cache
def as_on_the_command_line(project, s, seed=0, **settings):
    with Simulation(find(project), seed=seed, settings=settings) as simulation:
        return simulation.run(s).as_json()


def beside(page, *asked, **settings):
    """The same while a board is watched: one is set aside for the other."""
    with page.session._board.now().simulation.set_aside():
        return as_on_the_command_line(*asked, **settings)


def answer(page):
    return next(each for each in page.sent if each.get("id") == "check")


def ask(page, s):
    del page.sent[:]
    page.session.receive({"do": "check", "id": "check", "s": s})


@pytest.mark.examples(1)
@pytest.mark.parametrize("project", ["gas_alarm", "water_filter", "solar_lamp"])
def test_it_is_the_run_of_the_command_line(page, project):
    page.begin(project)
    ask(page, 1000)
    page.go_on()
    found, wanted = answer(page), beside(page, project, 1000)
    for name in ("trace_sha256", "metrics", "final", "events", "ended_well", "simulated_s"):
        assert found[name] == wanted[name]
    assert (found["kind"], found["failed"]) == ("answer", None)


@pytest.mark.proof
def test_an_edited_copy_with_the_same_rules_gives_the_same_hash(gas):
    gas.ask("files", files={"control.py": gas.text("control.py") + "\n# mine\n"})
    ask(gas, 1000)
    gas.go_on()
    assert answer(gas)["trace_sha256"] == beside(gas, "gas_alarm", 1000)["trace_sha256"]


@pytest.mark.proof
def test_seed_settings_and_the_law_count_and_faults_do_not(page):
    page.begin(seed=3, settings={"leak_g_per_h": 900, "start_date": "2026-01-15"})
    page.ask("break", fault="gas=off")
    ask(page, 1000)
    page.go_on()
    wanted = beside(page, "gas_alarm", 1000, 3, leak_g_per_h=900, start_date="2026-01-15")
    assert answer(page)["trace_sha256"] == wanted["trace_sha256"]
    page.ask("limits", values={"PREALARM_PPM": 600.0})
    ask(page, 1000)
    page.go_on()
    assert answer(page)["trace_sha256"] != wanted["trace_sha256"]


@pytest.mark.proof
def test_the_watched_run_goes_on_beside_it_and_is_the_same(gas):
    gas.ask("break", fault="board=killed")
    gas.ask("run_for", s=900)
    ask(gas, 800)
    gas.go_on()
    gas.ask("mend_all")
    gas.ask("run_for", s=100)
    gas.go_on()
    seen = (gas.last("now")["t_s"], gas.session._board.now().simulation.trace.sha256())
    gas.ask("restart")
    gas.ask("pause")
    gas.ask("break", fault="board=killed")
    gas.run_for(900)
    gas.ask("mend_all")
    gas.run_for(100)
    assert seen == (gas.last("now")["t_s"], gas.session._board.now().simulation.trace.sha256())


@pytest.mark.proof
def test_one_at_a_time_and_none_for_a_law_that_has_changed_meanwhile(gas):
    ask(gas, 86_400)
    gas.session.go_on()
    gas.session.receive({"do": "check", "id": "second", "s": 10})
    assert gas.sent[-1]["kind"] == "refused"
    gas.session.receive({"do": "settings", "values": {"leak_g_per_h": 500}})
    assert answer(gas)["kind"] == "refused"
    ask(gas, 10)
    gas.go_on()
    assert answer(gas)["kind"] == "answer"


@pytest.mark.proof
@pytest.mark.parametrize("error", ["ValueError('no')", "KeyboardInterrupt"])
def test_a_law_that_fails_in_it_is_told_and_the_watched_run_goes_on(gas, error):
    law = gas.text("control.py").replace(
        "    seen = look", f"    if memory.state_s > 50: raise {error}\n    seen = look"
    )
    gas.ask("files", files={"control.py": law})
    ask(gas, 1000)
    gas.go_on()
    found = answer(gas)
    assert (found.get("failed") or found)["line"] == 94
    assert gas.run_for(20)["t_s"] == pytest.approx(20.0)
    assert gas.last("now")["over"] is False
