"""Files at the addresses that a person gave, read by parts."""
