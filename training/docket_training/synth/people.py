"""Lines for people and departments between the name and the address of a party; none of them is a field."""

import html

from docket_training.synth.draft import Draft
from docket_training.synth.parties import Party


def person_line(draft: Draft, party: Party) -> str:
    """A person, a department or both captions and names, as letters are addressed."""
    form = draft.random.choice(draft.content.language.captions["person.line"])
    return html.escape(form.replace("{person}", party.person))


def maybe_person(draft: Draft, party: Party, share: float = 0.2) -> list[str]:
    return [person_line(draft, party)] if draft.random.random() < share else []
