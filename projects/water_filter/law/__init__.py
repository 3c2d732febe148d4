"""The rules that control.py names, one idea a file: monitors, timers, memory, produce, uv, backwash, trips."""
