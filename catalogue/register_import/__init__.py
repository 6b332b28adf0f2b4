"""The register of certificates out of the spreadsheets that offices send: nothing guessed, nothing lost."""
