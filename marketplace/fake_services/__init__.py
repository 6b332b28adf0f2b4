"""Stand-ins for Stripe and for a bank, as real HTTP servers: for tests and for the demo, never for a shop that sells."""
