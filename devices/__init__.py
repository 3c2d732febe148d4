"""What a project holds, whatever the chip: sensors, actuators, readings, messages, timers, clock and sink.

Nothing in here knows a pin, a chip or a simulator. It imports nothing else of ours.
"""

from devices.actuator import Actuator
from devices.clock import Clock, SystemClock, Timer
from devices.conditioning import Calibration, Filter, Median, StepGate
from devices.message import HighlandError, Message, ReadError, WarmingUp, WiringError, duration
from devices.part import (
    AdcPart,
    AnalogInput,
    Channel,
    HeartbeatPart,
    OutputPart,
    Part,
    PassivePart,
    SensorPart,
    Terminal,
    WiredPart,
    Wiring,
)
from devices.press import Press, is_held, is_press
from devices.sensor import Quality, Reading, Sensor
from devices.supply import Supply
from devices.turn import Backlog, Decision, Event, Moment, Sink, Tick

__all__ = [
    "Actuator",
    "AdcPart",
    "AnalogInput",
    "Backlog",
    "Calibration",
    "Channel",
    "Clock",
    "Decision",
    "Event",
    "Filter",
    "HeartbeatPart",
    "HighlandError",
    "Median",
    "Message",
    "Moment",
    "OutputPart",
    "Part",
    "PassivePart",
    "Press",
    "Quality",
    "ReadError",
    "Reading",
    "Sensor",
    "SensorPart",
    "Sink",
    "StepGate",
    "Supply",
    "SystemClock",
    "Terminal",
    "Tick",
    "Timer",
    "WarmingUp",
    "WiredPart",
    "Wiring",
    "WiringError",
    "duration",
    "is_held",
    "is_press",
]
