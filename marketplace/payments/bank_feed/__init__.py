"""News of money on our bank accounts: signed messages of feed providers and statement files, read into transfers."""
