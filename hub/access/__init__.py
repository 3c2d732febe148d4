"""Authentication and authorization: accounts of the broker, and access rules for topics."""
