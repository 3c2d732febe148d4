"""What remains of a run: plots, a summary, and the replay of a trace."""
