"""From a desk's rows to a small specialist: teach, prune, distil. Every step keeps its result and is not repeated."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from docket_training.base_weights import BaseWeights, load_base
from docket_training.checkpoints import cache_folder, run_folder
from docket_training.encoder import pretrained_encoder
from docket_training.labelled_text import DataError, LabelledText, read_jsonl
from docket_training.mpnet_weights import load_mpnet
from docket_training.package_weights import read_package, restored_folder
from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.desks import Desk, Recipe
from docket_training.tickets.distil import SPARE, Lessons, distil
from docket_training.tickets.embedding_model import base_embeddings, fit_embedding_model
from docket_training.tickets.fit import in_scope, token_ids, with_second_opinion
from docket_training.tickets.lexical import fit_lexical
from docket_training.tickets.prune import least_missed_layers, pruned
from docket_training.tickets.slimming import Slimming, Teacher
from docket_training.tickets.spare_texts import other_texts, own_texts
from docket_training.tickets.splits import Splits, split_rows
from docket_training.tickets.teacher import Member, averaged, member_of, saved_answers
from docket_training.tickets.train import OUTLIER, Examples, epoch_log, train_classifier
from docket_training.tickets.word_model import fit_word_model
from docket_training.vocabulary import CutVocabulary, cut_ids, cut_vocabulary, latin, make_tokenizer

UNSEEN = ("tune", "calibration", "validation", "spare")
"""Parts that no member of a teacher is fitted on."""
PROBES = 400
"""Rows that decide which layers stay."""
WORKING = 2000
"""Rows that show which neurons and heads work."""


@dataclass(frozen=True)
class Ground:
    """What all steps of one desk stand on."""

    desk: Desk
    teacher: Teacher
    plan: Slimming
    splits: Splits
    cut: CutVocabulary
    tokenizer: Tokenizer
    data_sha256: str
    parts: dict[str, Examples]
    spare: list[str]
    teaching: Path
    """Folder of the teacher's run."""
    growing: Path
    """Folder of the student's run."""

    def texts(self, part: str) -> list[str]:
        return self.spare if part == "spare" else [row.text for row in self.splits.parts()[part]]

    def labels(self, part: str) -> np.ndarray:
        return np.array(self.parts[part].labels)

    def inside(self, part: str) -> np.ndarray:
        """Which of the part's rows are in scope: bool [N]."""
        return self.labels(part) != OUTLIER

    def in_scope(self, part: str) -> tuple[list[Sequence[int]], np.ndarray]:
        """Token ids and label indices of the part's rows in scope."""
        inside = self.inside(part)
        return [row for row, own in zip(self.parts[part].ids, inside, strict=True) if own], self.labels(part)[inside]


@dataclass(frozen=True)
class Taught:
    """The teacher's members and its averaged probabilities by part, `spare` included."""

    members: list[Member]
    chances: dict[str, np.ndarray]
    readings: dict[str, np.ndarray]
    """Of the first member."""
    baseline: float
    """Accuracy of the word model alone on the validation rows."""


def examples_of(tokenizer: Tokenizer, splits: Splits, rows: list[LabelledText], max_length: int) -> Examples:
    return Examples(token_ids(tokenizer, rows, max_length), splits.label_indices(rows), [r.where for r in rows])


def prepare(desk: Desk, teacher: Teacher, plan: Slimming, others: list[Path]) -> Ground:
    """Read, check, divide and cut to pieces. `others`: sets whose texts are spare ones here."""
    recipe = desk.recipe
    digest = hashlib.sha256(desk.data.read_bytes()).hexdigest()
    splits = split_rows(read_jsonl(desk.data), recipe, desk.out_of_scope_label)
    base = load_base()
    own = [row.text for row in splits.fit]
    cut = cut_vocabulary(base.tokenizer, own, recipe.vocabulary, alphabet=latin)
    tokenizer = make_tokenizer(cut.tokenizer)
    shared = {**recipe.training(), **teacher.as_dict()["recipe"], "data": digest, "base": base.sha256}
    teaching = run_folder(f"{desk.name}-teacher", {**shared, "earlier": teacher.earlier})
    spare = own_texts(own, int(len(own) * plan.own_spare), plan.seed) + other_texts(others, plan.other_spare, plan.seed)
    growing = run_folder(f"{desk.name}-student", {**shared, "teacher": teacher.as_dict(), "plan": plan.as_dict()})
    parts = {name: examples_of(tokenizer, splits, rows, recipe.max_length) for name, rows in splits.parts().items()}
    sizes = ", ".join(f"{name} {len(rows)}" for name, rows in splits.parts().items())
    print(
        f"{desk.name}: {len(splits.labels)} labels; {sizes}; spare {len(spare)}; {len(cut.kept_ids)} pieces", flush=True
    )
    return Ground(desk, teacher, plan, splits, cut, tokenizer, digest, parts, spare, teaching, growing)


def trained_member(ground: Ground, number: int, recipe: Recipe, base: BaseWeights, folder: Path) -> Member:
    """A member fine-tuned from the base weights; resumes."""
    rows = ground.splits.parts()
    examples, tune = (examples_of(ground.tokenizer, ground.splits, rows[p], recipe.max_length) for p in ("fit", "tune"))
    if recipe.second_opinion:
        encoder = pretrained_encoder(base, ground.cut.kept_ids)
        examples = with_second_opinion(ground.desk, examples, encoder, folder)
    torch.manual_seed(recipe.seed + number)
    encoder = pretrained_encoder(base, ground.cut.kept_ids, positions=recipe.max_length, dropout=recipe.dropout)
    model = TicketClassifier(encoder, len(ground.splits.labels))
    deep = base is not load_base()
    name = f"deep run {number}" if deep else f"run {number}"
    log = epoch_log(f"{ground.desk.name} {name}", model, tune)
    train_classifier(model, examples, recipe, number, folder / f"member-{number}.pt", log)
    return Member(name, model.eval(), ground.tokenizer, recipe.max_length, folder, deep)


def deep_members_of(ground: Ground) -> list[Member]:
    """The members that start from the deeper encoder; their runs are apart, so that other plans use them too."""
    teacher = ground.teacher
    if not teacher.deep_members:
        return []
    base = load_mpnet()
    rows, recipe = ground.desk.recipe.training(), teacher.deep_recipe.training()
    settings = {"rows": rows, "recipe": recipe, "data": ground.data_sha256, "base": base.sha256}
    folder = run_folder(f"{ground.desk.name}-deep", settings)
    return [trained_member(ground, number, teacher.deep_recipe, base, folder) for number in teacher.deep_members]


def members_of(ground: Ground) -> list[Member]:
    """The members trained here and the shipped specialist; the student starts from the first."""
    teacher = ground.teacher
    members = [trained_member(ground, n, teacher.recipe, load_base(), ground.teaching) for n in teacher.members]
    if ground.teacher.earlier is not None:
        name, version = ground.desk.name, ground.teacher.earlier
        package = read_package(name, version, restored_folder(name, version, cache_folder() / "earlier"))
        if package.labels != ground.splits.labels:
            raise DataError(f"{name} {version} has other labels than {ground.desk.data.name}")
        shipped = member_of(package, ground.desk.recipe.max_length)
        members = [*members, shipped] if ground.teacher.own_lead else [shipped, *members]
    return [*members, *deep_members_of(ground)]


def flat_outside(out_of_fold: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """The answers to the rows in scope [N], and a flat one to those out of scope."""
    chances = np.full((len(inside), out_of_fold.shape[1]), 1 / out_of_fold.shape[1])
    chances[inside] = out_of_fold
    return chances


def word_answers(ground: Ground) -> dict[str, np.ndarray]:
    """The word model's probabilities by part; out of fold on the rows that it was fitted on."""
    labels = ground.labels("fit")
    inside = labels != OUTLIER
    chosen = [t for t, kept in zip(ground.texts("fit"), inside, strict=True) if kept]
    model, out_of_fold = fit_word_model(chosen, labels[inside], ground.teacher.letters, ground.plan.seed)
    return {"fit": flat_outside(out_of_fold, inside), **{p: model.chances(ground.texts(p)) for p in UNSEEN}}


def embedding_answers(ground: Ground) -> dict[str, np.ndarray]:
    """The embedding model's probabilities by part; out of fold on the rows that it was fitted on."""
    labels = ground.labels("fit")
    inside = labels != OUTLIER
    length = ground.desk.recipe.max_length
    own = base_embeddings([t for t, kept in zip(ground.texts("fit"), inside, strict=True) if kept], length)
    model, out_of_fold = fit_embedding_model(own, labels[inside], ground.plan.seed)
    rest = {part: model.chances(base_embeddings(ground.texts(part), length)) for part in UNSEEN}
    return {"fit": flat_outside(out_of_fold, inside), **rest}


def kept(path: Path, compute: Callable[[], dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """Arrays by name, computed once a run."""
    if not path.exists():
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, **compute())
        partial.replace(path)
    with np.load(path) as stored:
        return dict(stored)


def teach(ground: Ground) -> Taught:
    """Train what is missing of the teacher and let it answer every text."""
    words = kept(ground.growing / "words.npz", lambda: word_answers(ground))
    embeddings = words
    if ground.teacher.embedding_share:
        embeddings = kept(ground.growing / "embeddings.npz", lambda: embedding_answers(ground))
    members = members_of(ground)
    chances: dict[str, np.ndarray] = {}
    readings: dict[str, np.ndarray] = {}
    for part in words:
        found = []
        for m in members:
            folder = ground.growing if part == "spare" else m.folder or ground.teaching
            found.append(saved_answers(folder / f"{part}-{m.name.replace(' ', '-')}.npz", m, ground.texts(part)))
        others = {"words": words[part], "embeddings": embeddings[part]}
        own, deep = ([c for m, (c, _) in zip(members, found, strict=True) if m.deep is kind] for kind in (False, True))
        if deep:
            others["deep"] = np.mean(deep, axis=0)
        chances[part] = averaged(own, others, ground.teacher)
        readings[part] = found[0][1]
        if part != "spare":
            named = {m.name: c for m, (c, _) in zip(members, found, strict=True)}
            report(ground, part, {**named, **others, "teacher": chances[part]})
    return Taught(members, chances, readings, accuracy(words["validation"], ground.labels("validation")))


def accuracy(chances: np.ndarray, labels: np.ndarray) -> float:
    """Of the rows in scope."""
    return float((chances.argmax(1) == labels)[labels != OUTLIER].mean())


def report(ground: Ground, part: str, answers: dict[str, np.ndarray]) -> None:
    figures = ", ".join(f"{name} {accuracy(c, ground.labels(part)):.4f}" for name, c in answers.items())
    print(f"{ground.desk.name} {part}: {figures}", flush=True)


def some_rows(ground: Ground, first: Member, count: int) -> list[list[int]]:
    """Token ids of rows that the student learns from, as its teacher's first member cuts them."""
    ids = first.ids(ground.texts("fit"))
    return [ids[i] for i in np.random.default_rng(ground.plan.seed).permutation(len(ids))[:count]]


def layers_that_stay(ground: Ground, first: Member) -> list[int]:
    return least_missed_layers(first.model, some_rows(ground, first, PROBES), ground.plan.layers)


def start_of_student(ground: Ground, first: Member, layers: list[int]) -> TicketClassifier:
    """The first member with these layers alone and without the neurons that are pruned, on this run's pieces."""
    plan = ground.plan
    print(f"{ground.desk.name}: layers {layers} stay, {plan.intermediate} neurons of each", flush=True)
    torch.manual_seed(plan.seed)
    student = pruned(first.model, layers, plan.intermediate, some_rows(ground, first, WORKING))
    return on_pieces(student, first.tokenizer, ground.tokenizer, ground.desk.recipe.max_length, plan.dropout)


def on_pieces(
    model: TicketClassifier, before: Tokenizer, after: Tokenizer, positions: int, dropout: float
) -> TicketClassifier:
    """The same model on another vocabulary and with other positions.

    A piece that the first lacked takes the mean of what it falls into, a position that it lacked the base weights'.
    """
    words = model.encoder.embeddings.word.weight.detach()
    pieces = sorted(after.get_vocab().items(), key=lambda item: item[1])
    rows = torch.stack([words[piece_ids(before, piece)].mean(0) for piece, _ in pieces])
    place = model.encoder.embeddings.position.weight.detach()
    further = pretrained_encoder(load_base()).embeddings.position.weight.detach()[len(place) :]
    config = {**model.encoder.config.as_dict(), "vocabulary": len(rows), "positions": positions, "dropout": dropout}
    encoder = type(model.encoder)(type(model.encoder.config)(**config))
    tensors = {
        **model.encoder.state_dict(),
        "embeddings.word.weight": rows,
        "embeddings.position.weight": torch.cat([place, further])[:positions],
    }
    encoder.load_state_dict(tensors)
    moved = TicketClassifier(encoder, model.head.out_features)
    moved.head.load_state_dict(model.head.state_dict())
    return moved


def piece_ids(tokenizer: Tokenizer, piece: str) -> list[int]:
    known = tokenizer.token_to_id(piece)
    if known is not None:
        return [known]
    return tokenizer.encode(piece.removeprefix("##"), add_special_tokens=False).ids or [tokenizer.token_to_id("[UNK]")]


def lessons_of(ground: Ground, taught: Taught) -> Lessons:
    max_length = ground.desk.recipe.max_length
    return Lessons(
        ids=[*ground.parts["fit"].ids, *cut_ids(ground.tokenizer, ground.spare, max_length)],
        labels=np.concatenate([ground.labels("fit"), np.full(len(ground.spare), SPARE)]),
        chances=np.concatenate([taught.chances["fit"], taught.chances["spare"]]),
        readings=np.concatenate([taught.readings["fit"], taught.readings["spare"]]),
    )


def grow(ground: Ground, taught: Taught) -> TicketClassifier:
    """The pruned and distilled student; resumes."""
    first = taught.members[0]
    student = start_of_student(ground, first, layers_that_stay(ground, first))
    if ground.plan.lexical:
        rows, labels = in_scope(ground.parts["fit"])
        pieces = len(ground.cut.kept_ids)
        student.lexical = fit_lexical(rows, labels, pieces, len(ground.splits.labels), ground.plan.lexical)
        student.lexical.requires_grad_(False)
    log = epoch_log(f"{ground.desk.name} student", student, ground.parts["tune"])
    distil(student, lessons_of(ground, taught), ground.plan, ground.growing / "student.pt", log)
    return student.eval()
