"""The tax month: what was withheld is proved against the ledger, listed, closed, declared, paid and certified."""
