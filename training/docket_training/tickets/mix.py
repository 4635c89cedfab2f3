"""A linear head beside a desk's network.

Fitted on the rows that the network learned from, weighed and calibrated on others.
"""

import hashlib
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.special import log_softmax
from sklearn.metrics import roc_auc_score

from docket_training.base_weights import load_base
from docket_training.calibrate import energy, fit_temperature
from docket_training.card import MODEL_FILE, write_package
from docket_training.checkpoints import cache_folder, run_folder
from docket_training.installed_package import InstalledPackage, installed
from docket_training.labelled_text import DataError, read_jsonl
from docket_training.package_weights import restored_folder
from docket_training.sentence_encoder import NAME as ENCODER
from docket_training.tickets.desks import Desk
from docket_training.tickets.evaluate import ticket_metrics
from docket_training.tickets.head import GRAMS_FILE, HEAD_FILE, INVERSE_PENALTY, Head, fit_head, rounded, write_head
from docket_training.tickets.package import apply_calibration, calibrate_desk, desk_limits
from docket_training.tickets.package_logits import encoder_of, mixed, network_of
from docket_training.tickets.splits import Splits, split_rows
from docket_training.tickets.train import OUTLIER

ENCODER_VERSION = "1.0.0"
MOST_GRAMS, MOST_WEIGHTS = 8_192, 400_000
"""Of a head, weights being grams times labels: both bound its size."""
SHARES = (0.3, 0.4, 0.5, 0.6, 0.7)
"""Of the network that are tried; the rest is the head's. The acceptance bound holds for all of them at once."""
OUTSIDE = (0.0, 0.25, 0.5, 1.0)
"""Parts of the head's out-of-scope margin that are tried, where it has one: the bound holds for all of these too."""
REPORTED = ("tune", "calibration", "validation")


@dataclass(frozen=True)
class Answered:
    """Logits [N,C] of both models and label indices (-1 out of scope) by part."""

    network: dict[str, np.ndarray]
    head: dict[str, np.ndarray]
    labels: dict[str, np.ndarray]

    def inside(self, part: str) -> np.ndarray:
        return self.labels[part] != OUTLIER

    def weights(self, share: float) -> dict[str, float]:
        """Of both logits, for a share of log-probabilities, each model's at its own temperature on the tuning rows.

        Log-probabilities are logits but for a constant a text, so their weighted sum is one of logits.
        """
        inside, labels = self.inside("tune"), self.labels["tune"]
        by_network, by_head = (fit_temperature(m["tune"][inside], labels[inside]) for m in (self.network, self.head))
        return {"network": share / by_network, "head": (1 - share) / by_head}

    def mixed(self, share: float) -> dict[str, np.ndarray]:
        mix = self.weights(share)
        return {part: mixed(self.network[part], self.head[part], mix) for part in REPORTED}

    def right(self, logits: dict[str, np.ndarray], part: str) -> np.ndarray:
        """Of each row in scope, whether its label is right."""
        return (logits[part].argmax(1) == self.labels[part])[self.inside(part)]

    def figures(self, share: float) -> dict:
        """What each model is worth alone and both together: accuracy in scope, and AUROC of the energy."""
        models = {"network": self.network, "head": self.head, "mix": self.mixed(share)}
        return {
            part: {
                name: {"accuracy": float(self.right(logits, part).mean()), **self.noticed(logits, part)}
                for name, logits in models.items()
            }
            for part in REPORTED
        }

    def noticed_unreported(self, share: float) -> float:
        """AUROC of the energy over tuning and calibration rows together."""
        parts = ("tune", "calibration")
        scores = np.concatenate([energy(self.mixed(share)[part]) for part in parts])
        return float(roc_auc_score(np.concatenate([~self.inside(part) for part in parts]), scores))

    def noticed(self, logits: dict[str, np.ndarray], part: str) -> dict[str, float]:
        outside = ~self.inside(part)
        return {"auroc": float(roc_auc_score(outside, energy(logits[part])))} if outside.any() else {}


@dataclass(frozen=True)
class Chosen:
    share: float
    """Of the network."""
    outside: float
    """Part of the out-of-scope margin that was taken off every logit of the head."""
    tried: int
    """Mixes that this one was chosen from."""


def most_grams(labels: int) -> int:
    return min(MOST_GRAMS, MOST_WEIGHTS // labels)


def check_rows(splits: Splits, package: InstalledPackage, digest: str) -> None:
    """The parts must be those of the network's training, or it has learned from rows that weigh and calibrate here."""
    stated = [(d["split"], d["rows"], d["sha256"]) for d in package.card["training"]["data"]]
    found = [(part, len(rows), digest) for part, rows in splits.parts().items()]
    if stated != found or package.card["labels"] != splits.labels:
        raise DataError(
            f"{package.name} {package.version} learned from other rows than the desk has now: "
            f"its card says {stated}, the data gives {found}; train the desk again first"
        )


def embedded(desk: Desk, texts: dict[str, list[str]], encoder: InstalledPackage, digest: str) -> dict[str, np.ndarray]:
    """Embeddings by part, computed once for a state of the data."""
    settings = {"data": digest, "encoder": encoder.identity(), "recipe": desk.recipe.as_dict()}
    path = run_folder(f"{desk.name}-mix", settings) / "embeddings.npz"
    if not path.exists():
        embed = encoder_of(encoder)
        np.savez(path, **{part: embed(rows) for part, rows in texts.items()})
    return dict(np.load(path))


def chosen_share(answered: Answered) -> float:
    """The share that is right most often on tuning and calibration rows in scope; of equals the likeliest."""

    def worth(share: float) -> tuple[int, float]:
        logits = answered.mixed(share)
        right = sum(int(answered.right(logits, part).sum()) for part in ("tune", "calibration"))
        inside, labels = answered.inside("tune"), answered.labels["tune"]
        rows, truth = logits["tune"][inside].astype(np.float64), labels[inside]
        chances = log_softmax(rows / fit_temperature(rows, truth), axis=1)
        return right, float(chances[np.arange(len(truth)), truth].mean())

    return max(SHARES, key=worth)


def calibrated(desk: Desk, answered: Answered, share: float, tried: int) -> dict:
    """The calibration entry. Its bound is one of `tried`, each with that part of delta."""
    recipe = replace(desk.recipe, delta=desk.recipe.delta / tried)
    entry = calibrate_desk(replace(desk, recipe=recipe), answered.mixed(share), answered.labels)
    entry["thresholds"]["*"]["delta"] = desk.recipe.delta
    return {**entry, "mixesTried": tried}


def mix_desk(desk: Desk, earlier: str, folder: Path, version: str, command: str) -> dict:
    """Write into `folder` the package of version `earlier` with a head beside its network; returns the card."""
    digest = hashlib.sha256(desk.data.read_bytes()).hexdigest()
    splits = split_rows(read_jsonl(desk.data), desk.recipe, desk.out_of_scope_label)
    package = installed(desk.name, earlier, restored_folder(desk.name, earlier, cache_folder() / "earlier"))
    check_rows(splits, package, digest)
    encoder = installed(ENCODER, ENCODER_VERSION)
    texts = {part: [row.text for row in rows] for part, rows in splits.parts().items()}
    labels = {part: np.array(splits.label_indices(rows)) for part, rows in splits.parts().items()}
    vectors = embedded(desk, texts, encoder, digest)
    fitted = fit_head(vectors["fit"], texts["fit"], labels["fit"], most_grams(len(splits.labels)))
    network = network_of(package)
    own = {part: network(texts[part]) for part in REPORTED}

    def answers_of(head: Head) -> Answered:
        beside = {part: head.logits(vectors[part], texts[part]) for part in REPORTED}
        return Answered(own, beside, {part: labels[part] for part in REPORTED})

    parts = (0.0,) if fitted.outside is None else OUTSIDE
    share = chosen_share(answers_of(rounded(fitted)))
    tried = {part: rounded(fitted.less_outside(part)) for part in parts}
    outside = max(parts, key=lambda part: answers_of(tried[part]).noticed_unreported(share)) if len(parts) > 1 else 0.0
    head = tried[outside]
    chosen = Chosen(share, outside, len(SHARES) * len(parts))
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(package.model, folder / MODEL_FILE)
    write_head(head, folder)
    return write_card(desk, splits, package, head, encoder, answers_of(head), chosen, folder, version, command)


def write_card(
    desk: Desk,
    splits: Splits,
    package: InstalledPackage,
    head: Head,
    encoder: InstalledPackage,
    answered: Answered,
    chosen: Chosen,
    folder: Path,
    version: str,
    command: str,
) -> dict:
    """Complete the folder that holds network and head; returns the card."""
    calibration = calibrated(desk, answered, chosen.share, chosen.tried)
    decisions = apply_calibration(answered.mixed(chosen.share)["validation"], calibration)
    earlier = package.card
    topics = {"topics": earlier["topics"]} if "topics" in earlier else {}
    return write_package(
        folder,
        name=desk.name,
        version=version,
        task=earlier["task"],
        labels=earlier["labels"],
        base=load_base(),
        quantisation=earlier["quantisation"],
        parameters=earlier["parameters"] + head.weights.size + head.bias.size,
        tokenizer=package.tokenizer_document(),
        model_input=earlier["input"],
        calibration=calibration,
        training={
            **{key: value for key, value in earlier["training"].items() if key != "commit"},
            "command": command,
            "network": {**package.identity(), **{key: earlier["training"][key] for key in ("commit", "command")}},
            "head": {
                "model": "linear SVM",
                "inversePenalty": INVERSE_PENALTY,
                "networkShare": chosen.share,
                "outsideMargin": chosen.outside,
            },
        },
        metrics={
            "validation": ticket_metrics(decisions, answered.labels["validation"]),
            "mix": answered.figures(chosen.share),
        },
        description=f"Sorts English texts into the {len(splits.labels)} labels of the desk {desk.name}: the network of "
        f"{package.version} and, beside it, a linear model over the embedding of {encoder.name} {encoder.version} and "
        f"{len(head.vocabulary.grams)} grams. Label, confidence and energy are those of the sum of both logits.",
        limits=desk_limits(desk, len(splits.fit)),
        extra={**topics, "head": head.entry(encoder.identity()), "mix": answered.weights(chosen.share)},
        further_files=(HEAD_FILE, GRAMS_FILE),
    )
