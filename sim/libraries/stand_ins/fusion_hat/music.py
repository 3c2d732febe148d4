"""Stand-in for `fusion_hat.music`."""

from sim.libraries.stand_ins.robot_hat.music import Music

__all__ = ["Music"]
