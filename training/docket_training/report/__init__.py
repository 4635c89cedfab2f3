"""The report on every shipped specialist, `docs/models.md`: figures measured here or read from a card."""
