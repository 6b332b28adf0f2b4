"""Incoming transfers: stored once, booked, matched to orders, sent back (payments.md 4.4 to 4.7, decision 011)."""
