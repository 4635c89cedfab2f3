"""Addresses with their labels: in lines, in a row, or each part under a caption of its own."""

import html

from docket_training.synth.draft import Draft
from docket_training.synth.parties import Party


def address_lines(draft: Draft, party: Party, role: str) -> list[str]:
    """The lines of an address under one label; a country code before the postcode stays outside of it."""
    parts = [html.escape(line) for line in party.address]
    lines = draft.printer.mark_parts(f"{role}Address", parts, ", ".join(party.address))
    if party.prefix:
        lines[party.city_at] = f"{party.prefix} {lines[party.city_at]}"
    return lines


def address_html(draft: Draft, party: Party, role: str, joint: str = "<br>") -> str:
    return joint.join(address_lines(draft, party, role))


def address_rows(draft: Draft, party: Party, role: str) -> list[tuple[str, str]]:
    """Captions and values: one row, a row a line with one caption, or street, city and country under their own."""
    lines, style = address_lines(draft, party, role), draft.house("address rows").random()
    caption = draft.caption("form.address")
    if style < 0.2:
        return [(caption, ", ".join(lines))]
    if style < 0.45:
        return [(caption, "<br>".join(lines))]
    if style < 0.75:
        return [(caption if number == 0 else "", line) for number, line in enumerate(lines)]
    captions = [draft.caption("form.street"), *([""] * (party.city_at - 1)), draft.caption("form.city")]
    captions += [draft.caption("form.country")] * (len(lines) - len(captions))
    return list(zip(captions, lines, strict=True))
