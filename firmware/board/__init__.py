"""The board under a project: who has its pins, and what stands in the way of opening them."""
