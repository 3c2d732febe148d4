"""What a running project says of its parts: for the doctor, which may not touch a bus meanwhile."""

import json
from types import SimpleNamespace

from devices import Channel, Message, ReadError, Sensor, SensorPart
from firmware.board.health import FAILS, FOLDER, OLD_S, WORKS, HealthFile, read_health

SILENT = Message("test.silent", "silent")


class Probe(SensorPart):
    channels = (Channel("temperature_c", "°C"),)
    answers = True

    def read(self):
        if not self.answers:
            raise ReadError(SILENT)
        return {"temperature_c": 20.0}


def turn(sensor, t_s):
    return SimpleNamespace(t_s=t_s, state="NORMAL", parts=SimpleNamespace(sensors={"room": sensor}))


def played(tmp_path, until_s, breaks_at_s):
    (tmp_path / FOLDER).mkdir(parents=True)
    sink = HealthFile("gas_alarm", lambda: 1000.0, tmp_path)
    probe = Probe()
    sensor = Sensor("room", probe, start_s=0.0, sample_s=1.0, max_age_s=60.0)
    for t_s in range(until_s):
        probe.answers = t_s < breaks_at_s
        sensor.sample(float(t_s))
        sink.tick(turn(sensor, float(t_s)))
    return sink


def test_a_part_that_works_and_one_that_has_failed_for_a_while(tmp_path):
    works = played(tmp_path / "a", 30, breaks_at_s=100)
    assert read_health(works.file.read_text(), 1001.0) == {"room": WORKS}
    fails = played(tmp_path / "b", 30, breaks_at_s=5)
    assert read_health(fails.file.read_text(), 1001.0) == {"room": FAILS}


def test_a_single_failed_read_is_normal(tmp_path):
    assert read_health(played(tmp_path, 8, breaks_at_s=5).file.read_text(), 1000.0) == {"room": WORKS}


def test_a_project_that_hangs_says_nothing_anymore(tmp_path):
    text = played(tmp_path, 8, breaks_at_s=100).file.read_text()
    assert read_health(text, 1000.0 + OLD_S + 1.0) is None
    assert read_health(text, 900.0) is None  # of another start of the board
    for strange in ("", "[]", "{}", json.dumps({"parts": 3, "written_s": 1000.0})):
        assert read_health(strange, 1000.0) is None


def test_it_goes_with_the_run(tmp_path):
    sink = played(tmp_path, 8, breaks_at_s=100)
    sink.close()
    assert not sink.file.exists()


def test_where_there_is_no_such_folder_nothing_is_written(tmp_path):
    sink = HealthFile("gas_alarm", lambda: 0.0, tmp_path)
    sink.tick(turn(Sensor("room", Probe(), start_s=0.0, sample_s=1.0, max_age_s=60.0), 1.0))
    sink.close()
    assert list(tmp_path.iterdir()) == []
