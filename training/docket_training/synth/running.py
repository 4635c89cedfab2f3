"""Heads and feet that return on every page of a paper."""

import html

from docket_training.synth.blocks import bank_entries, number_caption
from docket_training.synth.draft import Draft
from docket_training.synth.imprint import register_lines, seller_name

RUNNING = 0.22
"""Share of layouts with running heads or feet."""


def with_running(draft: Draft, inner: str) -> str:
    """The paper in a table whose head and foot the browser repeats on every page."""
    house = draft.house("running")
    if house.random() >= RUNNING:
        return inner
    number = f"{number_caption(draft)} {draft.identifier('invoiceNumber')}"
    day = html.escape(draft.printer.day(draft.content.dates["orderDate"]))
    heads = [
        seller_name(draft),
        number,
        f"{draft.caption('form.version')} {day}",
        html.escape(draft.content.seller.domain),
    ]
    feet = [
        " · ".join(register_lines(draft)),
        f"{draft.caption('page')} 1 {draft.caption('page.of')} {draft.random.randint(1, 3)}",
        " · ".join(bank_entries(draft)),
        f"{html.escape(draft.content.seller.domain)} &nbsp; {day}",
    ]
    head = " &nbsp; ".join(house.sample(heads, house.randint(1, 2))) if house.random() < 0.7 else ""
    foot = " &nbsp; ".join(house.sample(feet, house.randint(1, 2))) if house.random() < 0.7 else ""
    side = house.choice(["right", "centred", "t"])
    return (
        f"<table class=running><thead><tr><td class={side}><small>{head}</small></td></tr></thead>"
        f"<tfoot><tr><td class={side}><small>{foot}</small></td></tr></tfoot><tbody><tr><td>{inner}</td></tr></tbody></table>"
    )
