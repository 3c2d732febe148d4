"""Models against other people's formulas, written here from their sources; errors: docs/explanation/how-true.md."""

import math

import pytest

from science import battery, enclosure, gas, sensor_curves, water

# Vishay NTCLE100E3, 10 kohm, B25/85 = 3977 K: its two fits of four terms, resistance and temperature (from memory)
VISHAY_R = (-14.6337, 4791.842, -115334.0, -3.730535e6)
VISHAY_T = (3.354016e-3, 2.569850e-4, 2.620131e-6, 6.383091e-8)
GRAVITY, WATER, QUARTZ, PA_S = 9.81, 998.2, 2650.0, 1.002e-3


def vishay_ohm(t_c):
    a, b, c, d = VISHAY_R
    t_k = t_c + 273.15
    return 10_000.0 * math.exp(a + b / t_k + c / t_k**2 + d / t_k**3)


@pytest.mark.parametrize("t_c", [0, 10, 20, 25, 30, 40, 50, 60])
def test_a_thermistor_by_the_beta_equation_is_near_its_makers_curve(t_c):
    ohm = vishay_ohm(t_c)
    log = math.log(ohm / 10_000.0)
    assert 1.0 / sum(each * log**power for power, each in enumerate(VISHAY_T)) - 273.15 == pytest.approx(t_c, abs=0.02)
    assert -0.32 < sensor_curves.ntc_temperature_c(ohm, 10_000.0, 3977.0) - t_c < 0.77


@pytest.mark.parametrize(("carbons", "pct"), [(3, 2.21), (4, 1.72)])
def test_the_explosive_limit_is_on_the_safe_side_of_jones_rule(carbons, pct):
    """G. W. Jones 1938: 0.55 of the mix that burns whole, 4.773 parts of air for each of oxygen."""
    oxygen = carbons + (2 * carbons + 2) / 4
    jones_pct = 0.55 * 100.0 / (1.0 + 4.773 * oxygen)
    assert jones_pct == pytest.approx(pct, abs=0.005)
    assert 0.63 < gas.LPG_LEL_PPM / 1e4 / jones_pct < 0.82


@pytest.mark.parametrize(("t_c", "mm_s"), [(15.0, 2.55), (20.0, 2.32), (25.0, 2.07)])
def test_dew_falls_somewhat_faster_than_by_lewis(t_c, mm_s):
    """The still film less what it radiates (0.9), as vapor: h / (rho cp Le^(2/3)), Le 0.87, rho cp 1207 J/m3K."""
    radiated = 0.9 * 4.0 * 5.670374e-8 * (t_c + 273.15) ** 3
    lewis_m_s = (1.0 / enclosure.WALL_FILM_M2K_W - radiated) / (1207.0 * 0.87 ** (2.0 / 3.0))
    assert lewis_m_s * 1e3 == pytest.approx(mm_s, abs=0.01)
    assert 1.1 < enclosure.SURFACE_M_S / lewis_m_s < 1.5


def charged_by_runge_kutta(soc, hours, offered_a, capacity_ah, count=2_000):
    def rate(at):
        kept = 0.85 if at >= 0.8 else 0.97 - 0.12 * at / 0.8
        return kept * min(offered_a, capacity_ah * (1.0 - at)) / capacity_ah

    dt = hours / count
    for _ in range(count):
        k1 = rate(soc)
        k2 = rate(soc + 0.5 * dt * k1)
        k3 = rate(soc + 0.5 * dt * k2)
        soc += dt / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + rate(soc + dt * k3))
    return soc


@pytest.mark.parametrize(("soc", "offered_a"), [(0.2, 1.0), (0.5, 3.0), (0.8, 3.0), (0.95, 2.0)])
def test_six_hours_of_charge_agree_with_runge_kutta(soc, offered_a):
    cells, found = battery.AGM_7AH, soc
    for _ in range(360):
        found = battery.charged(found, battery.accepted_a(found, offered_a, cells, 60.0), 60.0, cells)
    assert found == pytest.approx(charged_by_runge_kutta(soc, 6.0, offered_a, 7.0), abs=1e-4)


def ferguson_and_church_m_s(grain_m, drag):
    """Ferguson and Church 2004: drag 0.4 for smooth spheres, 1 for natural grains (from memory)."""
    lighter, viscosity = QUARTZ / WATER - 1.0, PA_S / WATER
    push = lighter * GRAVITY * grain_m**2
    return push / (18.0 * viscosity + math.sqrt(0.75 * drag * push * grain_m))


@pytest.mark.parametrize("grain_mm", [0.2, 0.3, 0.5, 0.7, 1.0])
def test_a_grain_sinks_between_natural_ones_and_smooth_spheres(grain_mm):
    speed = water.settling_m_s(grain_mm / 1e3)
    assert ferguson_and_church_m_s(grain_mm / 1e3, 1.0) < speed < ferguson_and_church_m_s(grain_mm / 1e3, 0.4)


@pytest.mark.parametrize("grain_mm", [0.5, 0.7, 1.0])
def test_sand_may_begin_to_float_later_than_wen_and_yu_say_but_below_the_speed_of_the_wash(grain_mm):
    """Ergun's head loss equal to the sand's weight in water, at the porosities of loose sand."""
    grain_m = grain_mm / 1e3
    galileo = grain_m**3 * WATER * (QUARTZ - WATER) * GRAVITY / PA_S**2

    def floats_m_h(porosity):
        square, linear = 1.75 / porosity**3, 150.0 * (1.0 - porosity) / porosity**3
        reynolds = (math.sqrt(linear**2 + 4.0 * square * galileo) - linear) / (2.0 * square)
        return 3600.0 * reynolds * PA_S / (WATER * grain_m)

    ours = 3600.0 * water.fluidization_m_s(water.Bed(0.1, 0.5, grain_m, 0.42, 1.0, 1.0, 1.0))
    assert 1.1 < floats_m_h(0.40) / ours < 1.17
    assert 1.69 < floats_m_h(0.46) / ours < 1.93
    assert (floats_m_h(0.46) < water.BACKWASH_M_H) == (grain_mm < 1.0)


@pytest.mark.parametrize("ntu", [0.5, 5.0, 50.0, 300.0])
def test_the_light_in_turbid_water_is_the_mean_of_thin_layers(ntu):
    count, path_cm = 2_000, 2.0
    layers = (10.0 ** (-0.01 * ntu * path_cm * (i + 0.5) / count) for i in range(count))
    assert water.light_share(ntu, path_cm) == pytest.approx(math.fsum(layers) / count, rel=1e-5)
