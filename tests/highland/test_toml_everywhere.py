"""Every TOML file that people write goes through one reader: a byte order mark is read, a mistake has its line."""

import pytest

from devices import HighlandError
from devices.toml_file import TomlError
from firmware.names import read_names
from highland import _telemetry
from messages import own_sentences
from sim.scenarios.read import _parsed
from wiring.calibration import read_calibration
from wiring.read import read_wiring

BOM, NEWLINE = b"\xef\xbb\xbf", b"\n"


def node_config(file, monkeypatch):
    monkeypatch.setattr(_telemetry, "config_files", lambda: [file])
    return _telemetry._config()


READERS = {
    "wiring.toml": (lambda file, _: read_wiring(file).parts[0].name, b'[parts.fan]\ndriver = "fan"\n', "fan"),
    "calibration.toml": (lambda file, _: read_calibration(file)[0].part, b"[gas]\nmeasured_on = 2026-11-02\n", "gas"),
    "names.toml": (lambda file, _: read_names(file.parent, "rack").project.en, b'project = {en="A",vi="B"}\n', "A"),
    "messages.vi.toml": (lambda file, _: own_sentences(file.parent, "vi")["On"], '"On" = "Bật"\n'.encode(), "Bật"),
    "scenario.toml": (lambda file, _: _parsed(file, file.name)["for"], b'for = "4m"\n', "4m"),
    "node.toml": (lambda file, patch: node_config(file, patch)["every_s"], b"[mqtt]\nevery_s = 10\n", 10),
}


@pytest.mark.parametrize("name", READERS)
def test_a_byte_order_mark_is_read(tmp_path, monkeypatch, name):
    read, content, wanted = READERS[name]
    (tmp_path / name).write_bytes(BOM + content)
    assert read(tmp_path / name, monkeypatch) == wanted


@pytest.mark.parametrize("name", READERS)
def test_a_mistake_has_its_line_and_what_to_write(tmp_path, monkeypatch, name):
    read, content, _ = READERS[name]
    (tmp_path / name).write_bytes(content + b"a = False\n")
    with pytest.raises(TomlError) as refused:
        read(tmp_path / name, monkeypatch)
    assert f"{name}, line {content.count(NEWLINE) + 1}: False means nothing in TOML." in str(refused.value)
    assert str(refused.value).endswith("without quotes: false.")


@pytest.mark.parametrize(
    ("text", "names"), [("[mqtt]\nurll = 'x'\n", "urll"), ("[Mqtt]\nurl = 'x'\n", "Mqtt"), ("mqtt = 3\n", "mqtt")]
)
def test_what_nothing_reads_in_node_toml_is_a_mistake(tmp_path, monkeypatch, text, names):
    (tmp_path / "node.toml").write_text(text)
    with pytest.raises(HighlandError, match=f"nothing reads {names} there") as refused:
        node_config(tmp_path / "node.toml", monkeypatch)
    assert refused.value.message.key == "cli.mqtt.config_unknown"
