"""Parts on a serial line send the bytes of their manuals, in their time, and answer what they are asked."""

import pytest

from devices import WiredPart
from sim.programs.parts.catalog import KINDS
from sim.programs.plugging.worlds import Felt, Still
from sim.virtual_pi import VirtualPi
from sim.wires.uart import BUFFER_BYTES


@pytest.fixture
def line():
    def plugged(kind, baud=9600, **felt):
        pi = VirtualPi()
        known = Felt(Still())
        known.update({f"part_{name}": value for name, value in felt.items()})
        chip = KINDS[kind].chip(pi, WiredPart("part", kind, {"port": 0}), known, {})
        said = chip.said = []
        chip.on_remark = lambda message: said.append(message.key)
        found = pi.serial.line("/dev/ttyAMA0")
        found.open(baud)
        return found

    return plugged


def test_an_mhz19_answers_to_its_command_and_to_no_wrong_checksum(line):
    """MH-Z19B, section "UART": FF 01 86 ... 79; the answer's checksum makes the sum of bytes 1 to 8 zero."""
    port = line("mhz19", co2_ppm=608.0, temperature_c=27.0)
    port.send(bytes.fromhex("ff0186000000000079"))
    answer = port.take(9, 1.0)
    assert answer[:5] == bytes.fromhex("ff86026043")
    assert sum(answer[1:]) & 0xFF == 0
    port.send(bytes.fromhex("ff0186000000000078"))
    assert port.take(9, 1.0) == b""
    assert port.chip.said == ["script.mhz19_unknown"]


def test_an_sds011_sends_the_example_of_its_protocol(line):
    """Control protocol V1.3: PM2.5 in tenths, low byte first; sleep by AA B4 06 01 00 ... 05 AB."""
    port = line("sds011", pm25_ug_m3=123.6, pm10_ug_m3=261.8)
    assert port.take(10, 2.0) == bytes.fromhex("aac0d4043a0aa1601dab")
    port.send(bytes.fromhex("aab4060100" + "00" * 10 + "ffff05ab"))
    assert port.take(10, 1.0)[:5] == bytes.fromhex("aac5060100")
    assert port.take(10, 5.0) == b""


def test_a_pms5003_has_its_sum_at_the_end(line):
    """PMS5003, appendix A: 42 4D 00 1C, then thirteen words and their sum."""
    data = line("pms5003", pm25_ug_m3=300.0).take(32, 2.0)
    assert data[:4] == bytes.fromhex("424d001c")
    assert data[6:8] == data[12:14] == b"\x01\x2c"
    assert int.from_bytes(data[30:]) == sum(data[:30])


def test_a_gps_says_where_it_is_once_a_second_with_checksums(line):
    """NMEA in u-blox 6: degrees and minutes in one number."""
    port = line("gps", latitude_deg=-33.5, longitude_deg=7.25)
    heard = port.take(10_000, 1.2).decode()
    lines = heard.splitlines()
    assert [text[:6] for text in lines] == ["$GPRMC", "$GPVTG", "$GPGGA", "$GPGSA", "$GPGSV", "$GPGLL"]
    assert "3330.00000,S,00715.00000,E" in lines[0]
    for text in lines:
        total = 0
        for letter in text[1:-3].encode():
            total ^= letter
        assert int(text[-2:], 16) == total


def test_bytes_take_the_time_of_their_bits_and_wait_for_who_is_late(line):
    port = line("sds011")
    clock = port._clock
    begun_s = clock.monotonic()
    assert len(port.take(10, None)) == 10
    assert clock.monotonic() - begun_s == pytest.approx(0.5 + 100 / 9600)
    clock.sleep(3600)
    assert port.waiting == BUFFER_BYTES  # what came later is lost
    port.clear()
    assert port.waiting == 0


def test_at_another_speed_nothing_can_be_read(line):
    port = line("gps", baud=4800)
    assert port.chip.said == ["script.other_baud"]
    assert port.take(1, 3.0) == b""
    port.open(9600)
    assert port.take(1, 3.0) == b"$"
