"""A DHT22 that falls silent for good: its reader is started again once, and then the lamp gives it up."""

from __future__ import annotations

from firmware.project import find
from sim.world.faults import parse_fault
from sim.world.simulation import Simulation


def test_the_reader_is_restarted_once_before_the_sensor_is_lost():
    restarts: list[float] = []
    with Simulation(find("solar_lamp"), faults=[parse_fault("box=silent@60s")]) as simulation:
        box, clock = simulation.parts.sensors["box"].part, simulation.clock
        restart = box.restart

        def counted() -> None:
            restarts.append(clock.monotonic() - start_s)
            restart()

        box.restart = counted  # type: ignore[method-assign]
        start_s = clock.monotonic()
        result = simulation.run(300.0)
    assert len(restarts) == 1
    assert 60.0 < restarts[0] < 180.0
    assert result.final["state"] == "SENSOR_LOST"
