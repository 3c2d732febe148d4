"""Parts that give pulses for a program to count or to time."""
