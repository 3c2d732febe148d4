"""How a thing is held and moved: acceleration in three directions, turning about three axes, and where it points."""

from __future__ import annotations

from devices import Message
from sim.programs.parts.quantities import Quantity, number

ACCELERATION = ("accel_x_g", "accel_y_g", "accel_z_g")
GYRO = ("gyro_x_dps", "gyro_y_dps", "gyro_z_dps")
HEADING = "heading_deg"

ACCELERATION_WORDS = Message("program.quantity.acceleration", "acceleration {axis}")
GYRO_WORDS = Message("program.quantity.turning", "turning about {axis}")
HEADING_WORDS = Message("program.quantity.heading", "heading")
FLAT_G = (0.0, 0.0, 1.0)  # lying on the table, its upper side up


def motion_quantities() -> tuple[Quantity, ...]:
    """Acceleration and turning, with the ranges that a hand can make."""
    return (
        *(
            number(name, still, ACCELERATION_WORDS(axis=axis), -2.0, 2.0, 0.05, "g", "0.5")
            for name, axis, still in zip(ACCELERATION, "xyz", FLAT_G, strict=True)
        ),
        *(
            number(name, 0.0, GYRO_WORDS(axis=axis), -250.0, 250.0, 5.0, "°/s", "90")
            for name, axis in zip(GYRO, "xyz", strict=True)
        ),
    )


def heading_quantity() -> Quantity:
    """Where its x arrow points, clockwise from north."""
    return number(HEADING, 0.0, HEADING_WORDS, 0.0, 360.0, 5.0, "°", "90")
