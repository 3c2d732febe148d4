"""From which share of gas in air a spark can light it (lower explosive limit, LEL)."""

from collections.abc import Mapping
from types import MappingProxyType

PPM_PER_PCT = 10_000.0

LEL_PCT: Mapping[str, float] = MappingProxyType(  # volume %, US Bureau of Mines Bulletin 627 (1965), Matheson
    {"methane": 5.0, "propane": 2.1, "n_butane": 1.8, "isobutane": 1.8, "hydrogen": 4.0, "carbon_monoxide": 12.5}
)
LEL_IEC_PCT: Mapping[str, float] = MappingProxyType(  # volume %, IEC 60079-20-1, stricter
    {"methane": 4.4, "propane": 1.7, "n_butane": 1.4}
)
LPG_LEL_PPM = 18_000.0  # 1.8 %, chosen: the lowest of LPG's parts by Bulletin 627
LPG_LEL_IEC_PPM = 14_000.0  # 1.4 %, the lowest by IEC 60079-20-1
LPG_G_MOL = 51.0  # half propane (44.1), half butane (58.1)
MOLAR_VOLUME_20C_L_MOL = 24.055  # ideal gas at 20 C and 101325 Pa


def mixture_lel_pct(parts: Mapping[str, float], limits_pct: Mapping[str, float] = LEL_PCT) -> float:
    """LEL in volume % of a mixture, by Le Chatelier's rule (1891). `parts` are shares of the fuel by volume."""
    total = sum(parts.values())
    return total / sum(share / limits_pct[gas] for gas, share in parts.items())


def lel_pct_from_ppm(ppm: float, lel_ppm: float = LPG_LEL_PPM) -> float:
    """Gas as a percentage of its explosive limit."""
    return 100.0 * ppm / lel_ppm


def ppm_from_lel_pct(pct_of_lel: float, lel_ppm: float = LPG_LEL_PPM) -> float:
    """Gas in ppm at a percentage of its explosive limit."""
    return 0.01 * pct_of_lel * lel_ppm


def lpg_m3_from_grams(grams: float) -> float:
    """Volume of LPG gas at 20 C: 100 g fill 0.0472 m3."""
    return grams / LPG_G_MOL * MOLAR_VOLUME_20C_L_MOL / 1000.0
