"""Synthetic invoices, credit notes, receipts and other papers, rendered by a browser and read back by Docket's reader."""
