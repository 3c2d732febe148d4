"""The node's side of the club: records, the durable outbox, remote commands."""
