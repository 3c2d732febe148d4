"""The node's side of the club: what is sent, kept until it has arrived, and commanded remotely."""
