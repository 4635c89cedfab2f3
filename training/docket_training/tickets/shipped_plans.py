"""The teacher and the student of each desk that ships, and whose texts they borrow."""

from dataclasses import dataclass, replace
from pathlib import Path

from docket_training.tickets.desks import shared_data, shipped_desks
from docket_training.tickets.slimming import Slimming, Teacher


@dataclass(frozen=True)
class Plan:
    teacher: Teacher
    student: Slimming
    others: list[Path]
    """Sets whose training texts are spare ones for this desk."""


def shipped_plans() -> dict[str, Plan]:
    data, desks = shared_data(), shipped_desks()
    banking, clinc, bitext = (data / f"intents-{n}/tickets.jsonl" for n in ("banking77", "clinc-oos", "bitext"))
    nlupp, dialogs = data / "intents-nlupp/tickets.jsonl", data / "dialogs-multidogo/tickets.jsonl"
    endava, gitbugs = data / "tickets-endava/tickets.jsonl", data / "tickets-gitbugs/tickets.jsonl"
    return {
        "banking77": Plan(
            Teacher(
                "1.1.0",
                deep_recipe=replace(
                    desks["banking77"].recipe,
                    epochs=4,
                    learning_rate=1e-4,
                    layer_decay=0.9,
                    second_opinion=0.4,
                    contrast=0.1,
                ),
                deep_members=(1,),
                deep_share=0.5,
                word_share=0.1,
                embedding_share=0.1,
            ),
            Slimming(layers=6, intermediate=1536, epochs=6, learning_rate=3e-4, lexical=0.35),
            [clinc, nlupp, bitext],
        ),
        "clinc150": Plan(
            Teacher(
                "1.0.0",
                recipe=replace(desks["clinc150"].recipe, epochs=6, outlier_weight=0.5, contrast=0.1),
                members=(1, 2),
            ),
            Slimming(layers=6, intermediate=1024, epochs=5, learning_rate=3e-4),
            [banking, nlupp, bitext, dialogs],
        ),
        "customer-care": Plan(Teacher("1.0.0", embedding_share=0.0), Slimming(), [banking, dialogs]),
        "it-topic": Plan(
            Teacher("1.0.0", letters=True, word_share=0.4),
            Slimming(epochs=5, own_spare=0.5, lexical=1.0, teacher_share=0.85),
            [endava, gitbugs],
        ),
    }
