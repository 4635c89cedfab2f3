"""What every part of a paper is drawn from."""

import html
import random
from dataclasses import dataclass

from docket_training.synth.content import Content
from docket_training.synth.habits_by_language import captions_of_country, habits_of
from docket_training.synth.layout import Layout
from docket_training.synth.printed import Printer


@dataclass
class Draft:
    """What every part needs: what to print, how, and the choices of this one document."""

    content: Content
    layout: Layout
    printer: Printer
    random: random.Random

    def caption(self, name: str) -> str:
        """A caption that this layout always uses for `name`, now and then in English beside it."""
        own = captions_of_country(self.content.seller.country)
        choices = own.get(name) or self.content.language.captions[name]
        text = random.Random(f"{self.layout.seed} {name}").choice(choices)
        if "captions-two-languages" in self.layout.show and self.content.language.code != "en" and text:
            text += " / " + habits_of("en").captions[name][0]
        return html.escape(text)

    def party_caption(self, role: str) -> str:
        """The caption over a party, often none; a buyer beside a bill-to party is not called so."""
        name = "from" if role == "seller" else role
        captions = self.content.language.captions
        if role == "buyer" and self.content.bill_to is not None:
            others = [c for c in captions["buyer"] if c.lower() not in {b.lower() for b in captions["billTo"]}]
            return html.escape(self.house("buyer beside bill-to").choice(others))
        return self.caption(name)

    def house(self, part: str) -> random.Random:
        """What this layout always chooses for a part of its papers."""
        return random.Random(f"{self.layout.seed} house {part}")

    def shows(self, name: str) -> bool:
        """Layouts show their parts in nine documents of ten, others now and then."""
        return self.random.random() < (0.92 if name in self.layout.show else 0.03)

    def identifier(self, name: str) -> str:
        value = self.content.ids[name]
        return self.printer.mark(name, html.escape(value), value)
