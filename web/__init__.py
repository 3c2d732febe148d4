"""The base of every page: event streams to browsers, and static files that need no internet."""
