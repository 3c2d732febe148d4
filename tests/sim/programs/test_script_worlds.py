"""The worlds: still, a room with a day and people, a project's plant behind its wiring list; and the trace."""

import csv

import pytest

from sim.programs.plugging.worlds import Felt, Room, Still
from sim.time.clock import VirtualClock


def test_the_still_world_does_not_change():
    felt = Felt(Still())
    assert felt["dht22_gpio4_temperature_c"] == 27.0
    assert felt["pir_gpio4_motion"] is False
    felt["temperature_c"] = 30.0
    assert felt["anything_temperature_c"] == 30.0
    felt["dht22_gpio4_temperature_c"] = 10.0
    assert (felt["dht22_gpio4_temperature_c"], felt["sht31_0x44_temperature_c"]) == (10.0, 30.0)
    with pytest.raises(KeyError):
        felt["dht22_gpio4_weight_kg"]


def test_a_day_goes_by_in_the_room():
    """Warm and dry in the afternoon, cool and humid at night, with the same water in the air."""
    clock = VirtualClock()
    felt = Felt(Room(1))
    felt._world.begin(clock, lambda: None)
    seen = {}
    for hour in range(24):
        seen[hour] = (felt["temperature_c"], felt["humidity_pct"], felt["light_lux"])
        clock.sleep(3600.0)
    assert seen[15][0] == max(temperature for temperature, _, _ in seen.values()) == 30.0
    assert seen[15][1] == min(humidity for _, humidity, _ in seen.values())
    assert seen[3][1] > 90.0
    assert seen[12][2] == 800.0
    assert seen[0][2] == 1.0


@pytest.mark.proof
def test_people_walk_past_by_the_luck_of_the_seed(run, capsys):
    text = """
    from signal import pause
    from time import time
    from gpiozero import MotionSensor
    begin = time()
    pir = MotionSensor(4)
    pir.when_motion = lambda: print(f"{time() - begin:.0f}")
    pause()
    """
    asked = {"world": "room", "for_s": 200.0}
    once, again, other = (run(text, **asked, seed=seed) and capsys.readouterr().out for seed in (1, 1, 2))
    assert once == again != other
    assert once


def test_whoever_walks_past_is_near_the_distance_sensor():
    clock = VirtualClock()
    room = Room(3)
    seen = []
    room.begin(clock, lambda: seen.append((room.value("motion"), room.value("distance_m"))))
    clock.sleep(1000.0)
    assert seen[:2] == [(True, 0.6), (False, 2.0)]


def test_a_projects_plant_is_behind_its_wiring_list(run, capsys, notices):
    result = run(
        """
        import time, adafruit_dht, board
        from gpiozero import Button, LED
        room, reset, lamp = adafruit_dht.DHT22(board.D4), Button(16), LED(23)
        time.sleep(3)
        print(room.temperature > 5, reset.is_pressed)
        time.sleep(3)
        print(reset.is_pressed)
        """,
        world="gas_alarm",
        presses=("reset@5s..9s",),
    )
    assert result.error is None
    assert capsys.readouterr().out == "True False\nTrue\n"
    assert "GPIO4: room (dht22)." in [message.render() for message in notices]
    assert {"name": "room", "kind": "dht22"}.items() <= result.plugged[1].as_json().items()


def test_a_wiring_list_takes_the_place_of_guessing(run, capsys, tmp_path):
    wiring = tmp_path / "wiring.toml"
    wiring.write_text('[parts.box]\ndriver = "sht31"\naddress = 0x45\n', encoding="utf-8")
    result = run(
        """
        import board, adafruit_sht31d, adafruit_dht
        print(round(adafruit_sht31d.SHT31D(board.I2C(), 0x45).temperature))
        adafruit_dht.DHT22(board.D4).temperature
        """,
        wiring=wiring,
        sets=("box_temperature_c=12",),
    )
    assert capsys.readouterr().out == "12\n"
    assert result.error is not None
    assert result.error.kind == "RuntimeError"
    assert [part.name for part in result.plugged] == ["box"]


def test_the_trace_says_sim_in_its_name_and_in_every_row(run, tmp_path):
    result = run(
        """
        from time import sleep
        import adafruit_dht, board
        from gpiozero import LED
        lamp = LED(17)
        adafruit_dht.DHT22(board.D4).temperature
        lamp.on()
        sleep(20)
        """,
        trace=tmp_path / "log.csv",
        sets=("temperature_c=40@15s",),
    )
    assert result.trace == tmp_path / "log.SIM.csv"
    rows = list(csv.DictReader(result.trace.read_text(encoding="utf-8").splitlines()))
    assert {row["provenance"] for row in rows} == {"sim"}
    assert [row["value"] for row in rows if row["wire"] == "gpio17"] == ["0.0", "1.0", ""]  # let go at last
    assert [(row["t_s"], row["value"]) for row in rows if row["wire"].endswith("temperature_c")] == [
        ("10.0", "27.0"),
        ("20.0", "40.0"),
    ]
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.proof
def test_a_day_of_reading_and_sleeping_is_a_day(run, capsys):
    """An hour here; a day takes 24 times as long, and the command's budget for it is 20 CPU seconds."""
    result = run(
        """
        import time, adafruit_dht, board
        sensor = adafruit_dht.DHT22(board.D4)
        read = 0
        while True:
            try:
                sensor.temperature
                read += 1
            except RuntimeError:
                pass
            time.sleep(2)
        """,
        for_s=3600.0,
    )
    assert result.virtual_s == pytest.approx(3600.0)
    assert result.ended == "limit"
