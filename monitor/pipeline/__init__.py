"""The way of the data, stage by stage; each stage is idempotent on rows keyed by content."""
