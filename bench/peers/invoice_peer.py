"""invoice2data with the templates that it ships, one file a line on standard input.

Says {"ready": true}, then answers each line (a path as JSON) with {"fields": {name: value}, "ms"}; no fields where no template
fits. Names are those of Docket.
"""

import json
import logging
import sys
import time

from invoice2data import extract_data
from invoice2data.extract.loader import read_templates

NAMES = {"invoice_number": "invoiceNumber", "date": "issueDate", "amount": "totalGross", "currency": "currency"}

logging.disable(logging.CRITICAL)


def text_of(value):
    if hasattr(value, "strftime"):
        return value.strftime("%Y-%m-%d")
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def main():
    templates = read_templates()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        try:
            found = extract_data(json.loads(line), templates=templates) or {}
        except Exception as error:  # A template that breaks on a file answers nothing for it.
            print(error, file=sys.stderr)
            found = {}
        ms = (time.perf_counter() - began) * 1000
        fields = {NAMES[name]: text_of(value) for name, value in found.items() if name in NAMES and value is not None}
        print(json.dumps({"fields": fields, "ms": ms}), flush=True)


if __name__ == "__main__":
    main()
