"""What plant.py is made of beside the air: the power supply, and what a run is judged by."""
