"""Ultraviolet light at 254 nm: dose, time and flow, and the limit for people. 1 mW/cm2 for 1 s is 1 mJ/cm2.

Limits for water, each with its source. None of our sensors sees bacteria, arsenic or pesticide: never say "safe".

Get the official text of QCVN 01-1:2024/BYT (in force from 2025-07-01) before a page prints one of these as law.
"""

from __future__ import annotations

TURBIDITY_NTU = 2.0  # QCVN 01:2009/BYT; kept in QCVN 01-1:2018/BYT and 01-1:2024/BYT
PH_LOW = 6.5  # QCVN 01:2009/BYT; 6.0 in QCVN 01-1:2018/BYT, from memory
PH_HIGH = 8.5
TDS_MG_L = 1000.0  # QCVN 01:2009/BYT
FREE_CHLORINE_LOW_MG_L = 0.2  # QCVN 01-1:2018/BYT, from memory
FREE_CHLORINE_HIGH_MG_L = 1.0
FILTER_ACCEPTABLE_NTU = 5.0  # WHO drinking-water guidelines, after PATH: 5 or less acceptable; the eye sees about 5
FILTER_DESIRABLE_NTU = 1.0
DISINFECTION_NTU = 0.1  # above this median UV and chlorine begin to lose effect, WHO after PATH
FLOOD_RAW_NTU = 100.0  # chosen: refuse raw water above it; a river in flood has tens to hundreds


CLASS_A_MJ_CM2 = 40.0  # NSF/ANSI 55 class A, at the alarm point of the lamp's sensor; visually clear water only
CLASS_B_MJ_CM2 = 16.0  # NSF/ANSI 55 class B, for water that is safe already; from memory
HUMAN_LIMIT_MJ_CM2 = 6.0  # skin and eye in 8 h at 254 nm, CIE 187:2010 and ACGIH 2021
FLAVUS_90_MJ_CM2 = 35.0  # 90 % of Aspergillus flavus on agar, Green et al. 2004, Can J Microbiol 50:221-224
FUMIGATUS_90_MJ_CM2 = 54.0  # the same for Aspergillus fumigatus


def dose_mj_cm2(irradiance_mw_cm2: float, seconds: float) -> float:
    """Dose of a steady lamp."""
    return irradiance_mw_cm2 * seconds


def seconds_to_dose(dose_mj_cm2: float, irradiance_mw_cm2: float) -> float:
    """Time in which a lamp (above 0 mW/cm2) gives this dose."""
    return dose_mj_cm2 / irradiance_mw_cm2


def highest_flow_lpm(volume_l: float, irradiance_mw_cm2: float, dose_mj_cm2: float = CLASS_A_MJ_CM2) -> float:
    """Flow through a UV reactor above which water gets less than the dose: Q = V I / D, for the mean irradiance."""
    return 60.0 * volume_l * irradiance_mw_cm2 / dose_mj_cm2
