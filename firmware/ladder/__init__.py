"""Projects that are made from another one: the steps of its ladder of laws, and what pupils make of it."""
