"""Invoice and receipt specialists: words with boxes in, labelled fields, line items and tax rows out."""
