"""A box, a cupboard or a corner with a small heater: its temperature and its humidity.

    heater   Ch dTh/dt = P - Gh (Th - T)
    air      Ca dT/dt  = Gh (Th - T) - (UA + rho cp n V/3600) (T - Troom) - UAwall (T - Twall)
    vapor    dp/dt     = n/3600 (proom - p) + sources - beta As/V (p - psurface)
    dew      dm/dt     = beta Aw (p - psat(Twall side)), while the wall is wet or gets wet

Vapor is kept as its pressure (Pa): air that leaks from a cool room into a warm box keeps its vapor pressure, not its
grams per cubic meter. Heat and vapor are solved exactly, so any time step is stable; what falls out on the wall stays
there as dew and goes back into drier air. Not in it: the heat of condensation, and drops that run down.
Source: EN ISO 13788:2012 and 13790 for the balances; moisture buffer after Rode et al. (2005), BYG-DTU R-126; all from
memory, not read in full.
"""

from dataclasses import dataclass
from math import exp, expm1
from typing import NamedTuple

from science.humid_air import GRAM_KELVIN_PER_JOULE, ZERO_C_IN_K, saturation_pressure_pa
from science.two_nodes import advance

AIR_J_M3K = 1207.0  # rho cp at 20 C
SECONDS_PER_HOUR = 3600.0
HEATER_J_K = 100.0  # chosen: a 10 W power resistor on an aluminum plate of 0.1 m2 (both sides) and 0.5 mm
HEATER_W_K = 0.9  # chosen: 9 W/(m2 K) in still air; the plate stands 11 K above the air at 10 W
WALL_FILM_M2K_W = 0.13  # still air in front of a wall, EN ISO 6946; from memory, not read
SURFACE_M_S = 0.003  # chosen: vapor transfer to a surface in still air, 0.002-0.005
MBV_SPRUCE_G_M2_PCT = 1.2  # moisture buffer value, Nordtest 8 h/16 h, from memory


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A box: volume, heat loss to the room and to an outer wall, air changes, heavy things, moisture buffer."""

    volume_m3: float
    ua_w_k: float
    air_changes_per_h: float = 1.0
    wall_w_k: float = 0.0
    contents_j_k: float = 0.0
    heater_j_k: float = HEATER_J_K
    heater_w_k: float = HEATER_W_K
    wall_m2: float = 0.25  # inner side of the wall behind it, where dew falls
    buffer_m2: float = 0.0  # 0: no moisture buffer
    buffer_g_m2_pct: float = MBV_SPRUCE_G_M2_PCT

    @property
    def loss_w_k(self) -> float:
        """Heat that leaves to the room for each K, through the shell and with the air."""
        return self.ua_w_k + AIR_J_M3K * self.air_changes_per_h * self.volume_m3 / SECONDS_PER_HOUR

    def surface_c(self, air_c: float, wall_c: float) -> float:
        """Temperature of the coldest inner surface: what flows to the wall flows through its film of still air."""
        share = self.wall_w_k * WALL_FILM_M2K_W / self.wall_m2
        return air_c - min(share, 1.0) * (air_c - wall_c)


class Surroundings(NamedTuple):
    """Room air, its vapor pressure, and the outer wall."""

    room_c: float
    vapor_pa: float
    wall_c: float


class EnclosureState(NamedTuple):
    """Air and heater temperature, vapor pressure, relative humidity stored in the buffer, and dew on the wall."""

    air_c: float
    heater_c: float
    vapor_pa: float
    buffer_rh_pct: float
    dew_g: float = 0.0


def settled(around: Surroundings) -> EnclosureState:
    """State of a box long closed and never heated."""
    rh_pct = 100.0 * around.vapor_pa / saturation_pressure_pa(around.room_c)
    return EnclosureState(around.room_c, around.room_c, around.vapor_pa, rh_pct)


def step(
    state: EnclosureState, box: Enclosure, around: Surroundings, heater_w: float, dt_s: float, source_g_h: float = 0.0
) -> EnclosureState:
    """Box `dt_s` later, for a heater power and a source of vapor held meanwhile; what exceeds 100 % is dew."""
    air_j_k = AIR_J_M3K * box.volume_m3 + box.contents_j_k
    loss = box.loss_w_k
    air_c, heater_c = advance(
        state.air_c,
        state.heater_c,
        (loss * around.room_c + box.wall_w_k * around.wall_c) / air_j_k,
        heater_w / box.heater_j_k,
        -(box.heater_w_k + loss + box.wall_w_k) / air_j_k,
        box.heater_w_k / air_j_k,
        box.heater_w_k / box.heater_j_k,
        -box.heater_w_k / box.heater_j_k,
        dt_s,
    )
    changes_per_s = box.air_changes_per_h / SECONDS_PER_HOUR
    pa_per_g = (air_c + ZERO_C_IN_K) / GRAM_KELVIN_PER_JOULE / box.volume_m3
    start_pa = state.vapor_pa
    if changes_per_s == 0.0:  # a sealed box keeps its grams; one that breathes keeps its vapor pressure
        start_pa *= (air_c + ZERO_C_IN_K) / (state.air_c + ZERO_C_IN_K)
    gain_pa_s = changes_per_s * around.vapor_pa + source_g_h / SECONDS_PER_HOUR * pa_per_g
    saturation_pa = saturation_pressure_pa(air_c)
    buffer_rh_pct = state.buffer_rh_pct
    if box.buffer_m2 > 0.0:
        pa_per_g_m3 = pa_per_g * box.volume_m3
        vapor_pa, buffer_rh_pct = _step_vapor_and_buffer(
            start_pa, state.buffer_rh_pct, box, gain_pa_s, saturation_pa, pa_per_g_m3, dt_s
        )
    elif changes_per_s > 0.0:
        target_pa = gain_pa_s / changes_per_s
        vapor_pa = target_pa + (start_pa - target_pa) * exp(-changes_per_s * dt_s)
    else:
        vapor_pa = start_pa + gain_pa_s * dt_s
    vapor_pa, dew_g = _step_dew(vapor_pa, state.dew_g, box, air_c, around.wall_c, pa_per_g, dt_s)
    if vapor_pa > saturation_pa:  # fog: it settles on the wall
        vapor_pa, dew_g = saturation_pa, dew_g + (vapor_pa - saturation_pa) / pa_per_g
    return EnclosureState(air_c, heater_c, vapor_pa, buffer_rh_pct, dew_g)


def _step_dew(
    vapor_pa: float, dew_g: float, box: Enclosure, air_c: float, wall_c: float, pa_per_g: float, dt_s: float
) -> tuple[float, float]:
    """Vapor and dew after `dt_s` at the wall: not a gram is lost, and no more goes back than is there."""
    at_wall_pa = saturation_pressure_pa(box.surface_c(air_c, wall_c))
    if dew_g <= 0.0 and vapor_pa <= at_wall_pa:
        return vapor_pa, 0.0
    settled_share = -expm1(-SURFACE_M_S * box.wall_m2 / box.volume_m3 * dt_s)
    fallen_g = max(settled_share * (vapor_pa - at_wall_pa) / pa_per_g, -dew_g)
    return vapor_pa - fallen_g * pa_per_g, dew_g + fallen_g


def _step_vapor_and_buffer(
    vapor_pa: float,
    buffer_rh_pct: float,
    box: Enclosure,
    gain_pa_s: float,
    saturation_pa: float,
    pa_per_g_m3: float,
    dt_s: float,
) -> tuple[float, float]:
    to_surface_per_s = SURFACE_M_S * box.buffer_m2 / box.volume_m3
    pa_per_pct = 0.01 * saturation_pa
    pct_per_pa_s = SURFACE_M_S / (pa_per_g_m3 * box.buffer_g_m2_pct)
    return advance(
        vapor_pa,
        buffer_rh_pct,
        gain_pa_s,
        0.0,
        -(box.air_changes_per_h / SECONDS_PER_HOUR + to_surface_per_s),
        to_surface_per_s * pa_per_pct,
        pct_per_pa_s,
        -pct_per_pa_s * pa_per_pct,
        dt_s,
    )


def rh_pct(state: EnclosureState) -> float:
    """Relative humidity of the air in the box."""
    return 100.0 * state.vapor_pa / saturation_pressure_pa(state.air_c)


def surface_rh_pct(state: EnclosureState, surface_c: float) -> float:
    """Relative humidity at a surface of `surface_c`, such as the back wall; 100 and more means dew."""
    return 100.0 * state.vapor_pa / saturation_pressure_pa(surface_c)
