"""The package of a student: int8, calibration, and the figures of every stage in its card."""

from pathlib import Path

import numpy as np

from docket_training.onnx_scoring import classification_logits, open_session
from docket_training.quantise import quantise_weights
from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.evaluate import ticket_metrics
from docket_training.tickets.fit import Fitted
from docket_training.tickets.grow import Ground, Taught
from docket_training.tickets.package import apply_calibration, calibrate_desk, export_onnx_of, export_package
from docket_training.tickets.stages import as_logits, megabytes, milliseconds, summed
from docket_training.tickets.teacher import Member

REPORTED = ("tune", "calibration", "validation")


def parameters(model: TicketClassifier) -> int:
    return sum(p.numel() for p in model.parameters())


def worth(ground: Ground, logits: dict[str, np.ndarray]) -> dict:
    """Figures on the validation rows of a stage calibrated as the shipped one is."""
    labels = {part: ground.labels(part) for part in REPORTED}
    decisions = apply_calibration(logits["validation"], calibrate_desk(ground.desk, logits, labels))
    figures = ticket_metrics(decisions, labels["validation"])
    return {key: value for key, value in figures.items() if key != "flaggedInScope"}


def logits_of(path: Path, ids: dict[str, list]) -> dict[str, np.ndarray]:
    session = open_session(path)
    return {part: classification_logits(session, rows) for part, rows in ids.items()}


def exported(member: Member, folder: Path) -> tuple[Path, Path]:
    """Float32 and int8 files of a member."""
    name = member.name.replace(" ", "-")
    exact, rounded = folder / f"{name}.fp32.onnx", folder / f"{name}.int8.onnx"
    export_onnx_of(member.model, exact)
    quantise_weights(exact, rounded)
    return exact, rounded


def stage_figures(ground: Ground, taught: Taught, student: TicketClassifier, exact: Path, rounded: Path) -> dict:
    """Every stage on the same rows: word baseline, teacher, unpruned and pruned, float32 and int8.

    Megabytes and parameters of the teacher are those of its encoders, its time is that of one after the other.
    """
    own = {part: ground.parts[part].ids for part in REPORTED}
    files = [exported(member, ground.teaching) for member in taught.members]
    ids = [{part: m.ids(ground.texts(part)) for part in REPORTED} for m in taught.members]
    sessions = {f"member {i}": (open_session(f[0]), ids[i]["validation"]) for i, f in enumerate(files)}
    sessions |= {
        "unpruned int8": (open_session(files[0][1]), ids[0]["validation"]),
        "student": (open_session(exact), own["validation"]),
        "student int8": (open_session(rounded), own["validation"]),
    }
    times = milliseconds(sessions)
    first = taught.members[0].model
    return {
        "words": {"accuracy": taught.baseline, "model": "TF-IDF and linear SVM"},
        "teacher": {
            "encoders": len(files),
            "parameters": sum(parameters(m.model) for m in taught.members),
            "megabytes": round(sum(megabytes(f[0]) for f in files), 2),
            **summed([times[f"member {i}"] for i in range(len(files))]),
            **worth(ground, {part: as_logits(taught.chances[part]) for part in REPORTED}),
        },
        "unprunedFloat32": {
            "parameters": parameters(first),
            "megabytes": megabytes(files[0][0]),
            **times["member 0"],
            **worth(ground, logits_of(files[0][0], ids[0])),
        },
        "unprunedInt8": {
            "parameters": parameters(first),
            "megabytes": megabytes(files[0][1]),
            **times["unpruned int8"],
            **worth(ground, logits_of(files[0][1], ids[0])),
        },
        "studentFloat32": {
            "parameters": parameters(student),
            "megabytes": megabytes(exact),
            **times["student"],
            **worth(ground, logits_of(exact, own)),
        },
        "studentInt8": {
            "parameters": parameters(student),
            "megabytes": megabytes(rounded),
            **times["student int8"],
            **worth(ground, logits_of(rounded, own)),
        },
    }


def package_student(
    ground: Ground, taught: Taught, student: TicketClassifier, folder: Path, version: str, command: str
) -> dict:
    """Write the package; returns its card."""
    fitted = Fitted(
        desk=ground.desk,
        splits=ground.splits,
        model=student,
        tokenizer=ground.tokenizer,
        tokenizer_document=ground.cut.tokenizer,
        data_sha256=ground.data_sha256,
        folder=ground.growing,
        epochs=ground.plan.epochs,
        way={"teacher": ground.teacher.as_dict(), "student": ground.plan.as_dict()},
    )
    return export_package(
        fitted,
        folder,
        version,
        command,
        lambda exact, rounded: {"stages": stage_figures(ground, taught, student, exact, rounded)},
    )
