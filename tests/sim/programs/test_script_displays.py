"""What a program shows on a display is said when it stands still, kept in the result, and drawn beside the trace."""

import pytest

from sim.programs.parts.picture import framed

OLED = """
    import time, smbus
    bus = smbus.SMBus(1)
    def order(*codes):
        bus.write_i2c_block_data(0x3C, 0x00, list(codes))
    order(0x8D, 0x14, 0x20, 0x00, 0xA1, 0xC8, 0xAF)
    for byte in (0x01, 0x02, 0x04):
        order(0x21, 0, 127, 0x22, 0, 7)
        bus.write_byte_data(0x3C, 0x40, byte)
        time.sleep(1)
    for byte in range(10):
        bus.write_byte_data(0x3C, 0x40, 0xFF)
        time.sleep(0.1)
    order(0xAE)
    time.sleep(1)
"""


@pytest.mark.proof
def test_a_picture_is_told_when_it_stands_still_and_is_beside_the_trace(run, notices, tmp_path):
    result = run(OLED, trace=tmp_path / "log.csv")
    assert [each.key for each in notices] == [
        "script.plugged",
        *["script.shows"] * 3,
        "script.shows.nothing",
    ]
    assert [each.lines[0].rstrip("\u2800") for each in result.shown] == ["\u2801", "\u2802", "\u2804", ""]
    assert result.before_dark["ssd1306_0x3c"][0].startswith("\u28bc\u28ff\u28ff\u28ff")  # moving, and yet kept
    found = result.as_json()
    assert found["pictures"]["ssd1306_0x3c"] == ["." * 128] * 64
    assert found["displays_before_dark"]["ssd1306_0x3c"] == list(result.before_dark["ssd1306_0x3c"])
    assert found["shown"][0]["t_s"] < 1.0
    pictures = [row.split(",")[2:] for row in result.trace.read_text().splitlines() if "_picture" in row]
    assert pictures == [["ssd1306_0x3c_picture", f"{number}.0"] for number in (1, 2, 3, 4)]
    files = sorted(file.name for file in tmp_path.glob("*.png"))
    assert files == [f"log.SIM_ssd1306_0x3c_{number}.png" for number in (1, 2, 3, 4)]


def test_a_picture_stands_in_a_frame_and_two_lines_of_text_side_by_side():
    assert framed(("Xin chao!", "27")) == "[Xin chao!       ] [27              ]"
    assert framed(("12:30",)) == "[12:30]"
    assert framed(("a", "bc", "")) == "\n┌──┐\n│a │\n│bc│\n│  │\n└──┘"


@pytest.mark.proof
def test_a_display_that_stays_dark_or_scrolls_by_itself_is_told_in_a_sentence(run, notices):
    run(
        """
        import time, smbus
        bus = smbus.SMBus(1)
        for code in (0xA5, 0xAF):
            bus.write_byte_data(0x3C, 0x00, code)
        time.sleep(1)
        for code in (0x27, 0, 0, 0, 7, 0, 0xFF, 0x2F):
            bus.write_byte_data(0x3C, 0x00, code)
        time.sleep(1)
        """
    )
    assert [each.key for each in notices] == [
        *("script.plugged", "script.guess"),
        *("script.oled.no_pump", "script.oled.no_scroll"),
    ]


@pytest.mark.proof
def test_wires_that_an_spi_display_has_beside_the_bus_are_no_outputs(run):
    result = run(
        """
        import time, spidev
        from gpiozero import LED, OutputDevice
        dc, rst, lamp = OutputDevice(24), OutputDevice(25, initial_value=True), LED(17)
        spi = spidev.SpiDev(0, 0)
        spi.writebytes([0xAE, 0x8D, 0x14, 0x20, 0, 0xA1, 0xC8, 0xAF])
        dc.on()
        lamp.on()
        spi.writebytes([0xFF] * 128)
        time.sleep(1)
        """
    )
    assert {part.place: part.kind for part in result.plugged} == {"SPI CE0": "ssd1306_spi", "GPIO17": "output"}
    assert result.displays["ssd1306_spi_ce0"][:3] == ("\u28ff" * 64, "\u28ff" * 64, "\u2800" * 64)


QUICK = """
    import time, smbus
    bus = smbus.SMBus(1)
    for command in (0x21, 0x81, 0xEF):
        bus.write_byte(0x70, command)
    for lap in range(5):
        for row in (0x01, 0x02):
            bus.write_i2c_block_data(0x70, 0, [row, 0] * 8)
            time.sleep(0.05)
    bus.write_i2c_block_data(0x70, 0, [0] * 16)
"""


@pytest.mark.proof
def test_pictures_too_quick_to_be_told_are_counted_and_are_in_the_trace(run, tmp_path):
    result = run(QUICK, trace=tmp_path / "log.csv", plugs=("0x70=ht16k33_matrix",))
    said = [story.render() for name, story in result.stories if name == "ht16k33_matrix_0x70"]
    assert [each.partition(";")[0] for each in said] == ["Pictures that stood for less than 0.15 s: 10"]
    assert result.as_json()["did"]["ht16k33_matrix_0x70"] == {
        "quick_pictures": 10,
        "last_quick": ["\u00b7 \u00b7 \u25cf \u00b7 \u00b7 \u00b7 \u00b7 \u00b7"] * 8,
    }
    rows = [row.split(",")[2:] for row in result.trace.read_text().splitlines() if "_quick" in row]
    assert rows == [["ht16k33_matrix_0x70_quick", f"{number}.0"] for number in range(1, 11)]


@pytest.mark.proof
@pytest.mark.parametrize(("pause_s", "quick"), [(0.2, 0), (0.05, 10)])
def test_what_was_told_is_not_counted_as_too_quick(run, pause_s, quick):
    result = run(QUICK.replace("0.05", str(pause_s)), plugs=("0x70=ht16k33_matrix",))
    assert result.did.get("ht16k33_matrix_0x70", {}).get("quick_pictures", 0) == quick
    assert len(result.shown) == (0 if quick else 10)
