"""The club's side: broker, intake, store, page and access rights."""
