"""The heated box against the tables of steady heating, and against its own exactness."""

from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from science import enclosure, humid_air
from science.enclosure import Enclosure, Surroundings
from science.two_nodes import advance

BOOKSHELF_BOX = Enclosure(0.15, 4.5)
WARDROBE = Enclosure(0.6, 12.5)
OPEN_CORNER = Enclosure(2.0, 36.0, air_changes_per_h=10.0)


def room(t_c: float, rh_pct: float, wall_c: float | None = None) -> Surroundings:
    return Surroundings(t_c, humid_air.vapor_pressure_pa(t_c, rh_pct), t_c if wall_c is None else wall_c)


# Calculated apart from this code: RH after warming by 1, 2, 3 and 5 K, and the warming that brings 80 and 75 %
WARMED = [
    (18, 90, (84.53, 79.44, 74.68, 66.11), 1.89, 2.94),
    (20, 90, (84.61, 79.59, 74.90, 66.42), 1.92, 2.98),
    (20, 95, (89.32, 84.01, 79.06, 70.11), 2.81, 3.88),
    (25, 90, (84.81, 79.96, 75.41, 67.18), 2.00, 3.10),
]


@pytest.mark.parametrize(("t_c", "rh_pct", "after", "to_80_k", "to_75_k"), WARMED)
def test_warming_dries(t_c: float, rh_pct: float, after: tuple[float, ...], to_80_k: float, to_75_k: float) -> None:
    for rise_k, rh in zip((1, 2, 3, 5), after, strict=True):
        assert humid_air.rh_at_temperature_pct(t_c, rh_pct, t_c + rise_k) == pytest.approx(rh, abs=0.015)
    for rh, printed_k in ((80.0, to_80_k), (75.0, to_75_k)):
        # the table rounds up
        dried = [humid_air.rh_at_temperature_pct(t_c, rh_pct, t_c + rise_k) for rise_k in (printed_k - 0.01, printed_k)]
        assert dried[1] <= rh < dried[0]


@pytest.mark.parametrize(("t_c", "rh_pct", "after", "to_80_k", "to_75_k"), WARMED)
def test_box_settles_on_the_table(
    t_c: float, rh_pct: float, after: tuple[float, ...], to_80_k: float, to_75_k: float
) -> None:
    """The dynamic model, run for a long time, comes to the same humidity as the steady formula."""
    around = room(t_c, rh_pct)
    for rise_k, rh in zip((1, 2, 3, 5), after, strict=True):
        power_w = rise_k * BOOKSHELF_BOX.loss_w_k
        state = enclosure.step(enclosure.settled(around), BOOKSHELF_BOX, around, power_w, 86_400.0)
        assert state.air_c == pytest.approx(t_c + rise_k, abs=0.001)
        assert enclosure.rh_pct(state) == pytest.approx(rh, abs=0.02)


# Calculated apart from this code: power that holds 80 % in a room of 20 C and 92 % (2.28 K)
@pytest.mark.parametrize(
    ("box", "power_w", "tolerance"), [(BOOKSHELF_BOX, 10.4, 0.05), (WARDROBE, 29.0, 0.1), (OPEN_CORNER, 98.0, 1.0)]
)
def test_heat_needed(box: Enclosure, power_w: float, tolerance: float) -> None:
    rise_k = 2.28
    assert humid_air.rh_at_temperature_pct(20.0, 92.0, 20.0 + rise_k) == pytest.approx(80.0, abs=0.025)
    assert rise_k * box.loss_w_k == pytest.approx(power_w, abs=tolerance)


def test_heater_stands_11_k_above_the_air() -> None:
    """A plate of 0.1 m2 at 9 W/(m2 K): 10 W into 100 J/K with 0.9 W/K to the air."""
    around = room(20.0, 60.0)
    state = enclosure.step(enclosure.settled(around), BOOKSHELF_BOX, around, 10.0, 86_400.0)
    assert state.heater_c - state.air_c == pytest.approx(10.0 / 0.9, abs=0.01)
    start = enclosure.step(enclosure.settled(around), BOOKSHELF_BOX, around, 10.0, 1.0)
    assert start.heater_c == pytest.approx(20.0 + 10.0 / 100.0, abs=0.002)


@settings(max_examples=40, deadline=None)
@given(
    dt_s=st.floats(0.1, 60.0),
    power_w=st.floats(0.0, 60.0),
    contents_j_k=st.floats(0.0, 20_000.0),
    buffer_m2=st.sampled_from([0.0, 0.5, 3.0]),
)
def test_box_is_stable_for_any_step(dt_s: float, power_w: float, contents_j_k: float, buffer_m2: float) -> None:
    """Twenty short steps end where one long step ends, between the room and the steady end."""
    box = Enclosure(0.15, 4.5, contents_j_k=contents_j_k, buffer_m2=buffer_m2)
    around = room(20.0, 90.0)
    state = enclosure.settled(around)
    for _ in range(20):
        state = enclosure.step(state, box, around, power_w, dt_s)
        assert 20.0 - 1e-9 <= state.air_c <= 20.0 + power_w / box.loss_w_k + 1e-9
        assert 0.0 < enclosure.rh_pct(state) <= 100.0 + 1e-9
    whole = enclosure.step(enclosure.settled(around), box, around, power_w, 20 * dt_s)
    assert state.air_c == pytest.approx(whole.air_c, abs=1e-6)
    assert state.heater_c == pytest.approx(whole.heater_c, abs=1e-6)


def test_energy_is_kept() -> None:
    """In a perfectly closed box all heat is in the heater and the air."""
    box = Enclosure(0.15, 0.0, air_changes_per_h=0.0, contents_j_k=1000.0)
    around = room(20.0, 60.0)
    state = enclosure.settled(around)
    for _ in range(100):
        state = enclosure.step(state, box, around, 10.0, 6.0)
    stored_j = 100.0 * (state.heater_c - 20.0) + (1207.0 * 0.15 + 1000.0) * (state.air_c - 20.0)
    assert stored_j == pytest.approx(6000.0, rel=1e-6)


def water_g(state: enclosure.EnclosureState, box: Enclosure) -> float:
    """Vapor and dew in the box."""
    vapor_g_m3 = 2.16679 * state.vapor_pa / (state.air_c + 273.15)
    return vapor_g_m3 * box.volume_m3 + state.dew_g


def test_cold_wall_cools_and_dew_falls_out() -> None:
    box = Enclosure(0.15, 4.5, wall_w_k=4.5)
    around = room(24.0, 95.0, wall_c=18.0)
    state = enclosure.settled(around)
    for _ in range(120):
        state = enclosure.step(state, box, around, 0.0, 60.0)
    assert 18.0 < state.air_c < 24.0
    assert state.dew_g > 1.0
    assert 100.0 < enclosure.surface_rh_pct(state, box.surface_c(state.air_c, 18.0)) < 105.0


@pytest.mark.parametrize("dt_s", [1.0, 60.0, 600.0])
def test_a_closed_box_keeps_its_water_and_takes_the_dew_back(dt_s: float) -> None:
    """24 C/95 %, cooled by a wall of 10 C and warmed again. Old: 3.10 g became 2.16, and 95 % came back as 66."""
    box = Enclosure(0.15, 4.5, air_changes_per_h=0.0, wall_w_k=4.5)
    state = enclosure.settled(room(24.0, 95.0))
    first_g = water_g(state, box)
    assert first_g == pytest.approx(3.10, abs=0.01)
    for _ in range(round(6 * 3600.0 / dt_s)):
        state = enclosure.step(state, box, room(10.0, 95.0, wall_c=10.0), 0.0, dt_s)
        assert water_g(state, box) == pytest.approx(first_g, rel=1e-9)
    assert state.dew_g > 1.5
    for _ in range(round(12 * 3600.0 / dt_s)):
        state = enclosure.step(state, box, room(24.0, 95.0), 0.0, dt_s)
    assert state.dew_g == pytest.approx(0.0, abs=1e-6)
    assert enclosure.rh_pct(state) == pytest.approx(95.0, abs=0.01)


@pytest.mark.parametrize("dt_s", [60.0, 600.0])
def test_a_closed_box_lined_with_wood_keeps_its_water_too(dt_s: float) -> None:
    """Vapor, dew and what is in the wood, through dew and fog: wet wood of 1.2 g/(m2 %), cooled by 14 K."""
    box = Enclosure(0.15, 4.5, air_changes_per_h=0.0, wall_w_k=4.5, buffer_m2=0.5)
    state = enclosure.settled(room(24.0, 95.0))

    def all_water_g() -> float:
        return water_g(state, box) + 1.2 * 0.5 * state.buffer_rh_pct

    first_g = all_water_g()
    for step in range(round(12 * 3600.0 / dt_s)):
        cold = step * dt_s < 6 * 3600.0
        around = room(10.0, 95.0, wall_c=10.0) if cold else room(24.0, 95.0)
        state = enclosure.step(state, box, around, 0.0, dt_s)
        assert all_water_g() == pytest.approx(first_g, rel=1e-9)
        assert enclosure.rh_pct(state) <= 100.0 + 1e-9


def test_the_wall_dries_no_faster_than_it_can() -> None:
    """Surface transfer 3 mm/s over 0.25 m2: a gram of vapor a cubic meter of difference moves 2.7 g/h at the most."""
    box = Enclosure(0.15, 4.5, air_changes_per_h=30.0, wall_w_k=0.5)
    around = room(24.0, 60.0)
    state = enclosure.settled(around)._replace(dew_g=5.0)
    lost_g = 5.0 - enclosure.step(state, box, around, 0.0, 60.0).dew_g
    drier_g_m3 = 0.4 * 2.16679 * humid_air.saturation_pressure_pa(24.0) / 297.15
    assert 0.0 < lost_g < 0.003 * 0.25 * drier_g_m3 * 60.0


def test_source_of_vapor_raises_the_humidity_to_balance() -> None:
    box = Enclosure(0.15, 4.5, air_changes_per_h=1.0)
    around = room(20.0, 50.0)
    state = enclosure.step(enclosure.settled(around), box, around, 0.0, 1e6, source_g_h=0.3)
    gained_g_m3 = humid_air.absolute_humidity_g_m3(20.0, enclosure.rh_pct(state)) - humid_air.absolute_humidity_g_m3(
        20.0, 50.0
    )
    assert gained_g_m3 == pytest.approx(0.3 / 0.15, rel=1e-6)  # G / (n V)


def test_moisture_buffer_gives_back_what_it_took() -> None:
    """Warm the box: spruce lets vapor go, so the air dries less at first; then both come to the room's vapor."""
    around = room(20.0, 90.0)
    power_w = 3.0 * BOOKSHELF_BOX.loss_w_k
    lined = Enclosure(0.15, 4.5, buffer_m2=1.0)
    bare_state = lined_state = enclosure.settled(around)
    for _ in range(60):
        bare_state = enclosure.step(bare_state, BOOKSHELF_BOX, around, power_w, 60.0)
        lined_state = enclosure.step(lined_state, lined, around, power_w, 60.0)
    assert enclosure.rh_pct(lined_state) > enclosure.rh_pct(bare_state) + 5.0
    assert lined_state.buffer_rh_pct < 90.0
    for _ in range(24 * 60):
        lined_state = enclosure.step(lined_state, lined, around, power_w, 3600.0)
    assert enclosure.rh_pct(lined_state) == pytest.approx(enclosure.rh_pct(bare_state), abs=0.1)


def test_air_and_wood_agree_with_small_runge_kutta_steps() -> None:
    """Ten hours, of which six with 5 g of vapor an hour; constants and the saturation pressure of its own (Buck)."""
    box, around = Enclosure(0.2, 1.0, air_changes_per_h=0.5, buffer_m2=1.5), room(20.0, 85.0)
    state = enclosure.settled(room(20.0, 50.0))
    saturated_pa = 611.21 * exp((18.678 - 20.0 / 234.5) * 20.0 / (257.14 + 20.0))
    pa_per_kg = 8.314462 / 0.01801528 * 293.15 / 0.2

    def slopes(vapor_pa: float, wood_pct: float, source_kg_s: float) -> tuple[float, float]:
        to_wood_kg_s = 0.003 * 1.5 * (vapor_pa - 0.01 * wood_pct * saturated_pa) / (pa_per_kg * 0.2)
        leaks_pa_s = 0.5 / 3600.0 * (0.85 * saturated_pa - vapor_pa)
        return leaks_pa_s + (source_kg_s - to_wood_kg_s) * pa_per_kg, to_wood_kg_s / (1.2e-3 * 1.5)

    vapor_pa, wood_pct, dt_s = 0.5 * saturated_pa, 50.0, 10.0
    for minute in range(600):
        source_g_h = 5.0 if minute < 360 else 0.0
        for _ in range(6):
            kg_s = source_g_h / 3.6e6
            a = slopes(vapor_pa, wood_pct, kg_s)
            b = slopes(vapor_pa + 0.5 * dt_s * a[0], wood_pct + 0.5 * dt_s * a[1], kg_s)
            c = slopes(vapor_pa + 0.5 * dt_s * b[0], wood_pct + 0.5 * dt_s * b[1], kg_s)
            d = slopes(vapor_pa + dt_s * c[0], wood_pct + dt_s * c[1], kg_s)
            vapor_pa += dt_s / 6.0 * (a[0] + 2.0 * b[0] + 2.0 * c[0] + d[0])
            wood_pct += dt_s / 6.0 * (a[1] + 2.0 * b[1] + 2.0 * c[1] + d[1])
        state = enclosure.step(state, box, around, 0.0, 60.0, source_g_h)
        assert enclosure.rh_pct(state) == pytest.approx(100.0 * vapor_pa / saturated_pa, abs=0.001)
        assert state.buffer_rh_pct == pytest.approx(wood_pct, abs=0.001)


def test_two_nodes_agree_with_small_euler_steps() -> None:
    rates = (0.4, -0.1, -0.03, 0.02, 0.005, -0.01)
    x, y = 5.0, 1.0
    f, g, xx, xy, yx, yy = rates
    for _ in range(100_000):
        x, y = x + 0.001 * (f + xx * x + xy * y), y + 0.001 * (g + yx * x + yy * y)
    assert advance(5.0, 1.0, *rates, 100.0) == pytest.approx((x, y), rel=1e-4)
