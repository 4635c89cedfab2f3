"""Commands of the document specialists: `docket-train documents NAME`, `papers` and `decoding-fixtures`."""

import argparse
import json
from pathlib import Path

from docket_training.card import stated_bounds, weights_folder
from docket_training.documents.fit import fit
from docket_training.documents.fixtures import chosen_papers, write_fixtures
from docket_training.documents.joint_calibration import write_joint
from docket_training.documents.joint_fixtures import write_joint_fixtures
from docket_training.documents.labelled_document import DocumentError, write_documents
from docket_training.documents.package import package
from docket_training.documents.pretraining.study import study
from docket_training.documents.recalibrate import recalibrate
from docket_training.documents.reviewed import read_reviewed
from docket_training.documents.splits import TRAINING_CORPORA
from docket_training.documents.teacher import fit_teacher
from docket_training.documents.train import STAGES
from docket_training.installed_package import installed
from docket_training.package_weights import PackageError, read_package
from docket_training.synth.corpus import make_corpus

SHOWN = TRAINING_CORPORA["generation 11"][0]
"""The papers that `papers` makes by default and that the fixtures are chosen from."""
SPECIALIST, TEACHER = "invoice", "invoice-teacher"
BESIDE_WHOM = f"a teacher is calibrated beside a package of `{SPECIALIST}`: add {{}} VERSION"
KINDS = (
    "documents",
    "calibrate",
    "joint",
    "papers",
    "reviewed",
    "pretraining-study",
    "decoding-fixtures",
    "joint-fixtures",
)


def add_commands(kinds: argparse._SubParsersAction) -> None:
    documents = kinds.add_parser("documents", help="a reader of invoices and receipts")
    documents.add_argument("name", choices=[SPECIALIST, TEACHER])
    documents.add_argument("--version", default="1.0.0", help="version of the package")
    documents.add_argument(
        "--from",
        dest="start",
        metavar="VERSION",
        help=f"go on from this package of `{SPECIALIST}`: it gets the last stages only, a teacher is trained beside it",
    )
    documents.add_argument("--stages", type=int, default=1, help="how many of the last stages follow --from, default 1")
    documents.add_argument("--output", type=Path, help="folder of the package, default models/weights/NAME/VERSION")
    calibrated = kinds.add_parser("calibrate", help="a new version of an installed document package: same weights")
    calibrated.add_argument("name", choices=[SPECIALIST, TEACHER])
    calibrated.add_argument("source", metavar="VERSION", help="the installed version")
    calibrated.add_argument("--version", required=True, help="version of the new package")
    calibrated.add_argument("--beside", metavar="VERSION", help=f"version of `{SPECIALIST}` that asks a teacher")
    joint = kinds.add_parser("joint", help="one confidence from all that speaks for a value, beside installed weights")
    joint.add_argument("name", choices=[SPECIALIST])
    joint.add_argument("source", metavar="VERSION", help="the installed version")
    joint.add_argument("--version", default="1", help="version of the calibrator")
    papers = kinds.add_parser("papers", help="synthetic invoices with a label for every word")
    papers.add_argument("--output", type=Path, required=True, help="the corpus, one JSON row a paper")
    papers.add_argument("--count", type=int, default=SHOWN.papers)
    papers.add_argument("--seed", type=int, default=SHOWN.seed)
    papers.add_argument("--layouts", type=int, default=len(SHOWN.layouts))
    reviewed = kinds.add_parser("reviewed", help="what people decided on documents, with a label for every word")
    reviewed.add_argument("--data", type=Path, required=True, help="the file that `docket corrections export` wrote")
    reviewed.add_argument("--output", type=Path, required=True, help="the corpus, one JSON row a document")
    kinds.add_parser("pretraining-study", help="what 2-D positions and further pre-training are worth, on `dev`")
    kinds.add_parser("decoding-fixtures", help="the cases that both decoders must meet")
    kinds.add_parser("joint-fixtures", help="the cases of sums and joint confidence that both languages must meet")


def run(parsed: argparse.Namespace) -> str:
    """Run a command; what to print at its end."""
    match parsed.kind:
        case "papers":
            written = make_corpus(parsed.output, parsed.count, parsed.seed, range(parsed.layouts))
            return f"{parsed.output}: {written} papers"
        case "reviewed":
            return run_reviewed(parsed)
        case "pretraining-study":
            return study()
        case "decoding-fixtures":
            write_fixtures(chosen_papers(SHOWN.read()))
            return "fixtures written"
        case "joint-fixtures":
            write_joint_fixtures()
            return "fixtures written"
        case "calibrate":
            return run_calibration(parsed)
        case "joint":
            command = f"docket-train joint {parsed.name} {parsed.source} --version {parsed.version}"
            return json.dumps(write_joint(installed(parsed.name, parsed.source), parsed.version, command)["metrics"])
    command = f"docket-train documents {parsed.name}"
    start = read_package(SPECIALIST, parsed.start) if parsed.start else None
    command += f" --from {parsed.start} --stages {parsed.stages}" if start else ""
    if parsed.name == TEACHER:
        if start is None:
            raise PackageError(BESIDE_WHOM.format("--from"))
        fitted = fit_teacher(TEACHER, fit(SPECIALIST, (), start))
    else:
        fitted = fit(SPECIALIST, STAGES[-parsed.stages :] if start else STAGES, start)
    folder = parsed.output or weights_folder(fitted.name, parsed.version)
    beside = installed(SPECIALIST, parsed.start) if parsed.name == TEACHER else None
    card = package(fitted, parsed.version, command, folder, beside)
    size = card["files"]["model.onnx"]["bytes"] / 1e6
    return f"{folder}: {size:.1f} MB, validation {card['metrics']['validation']}"


def run_reviewed(parsed: argparse.Namespace) -> str:
    if not parsed.data.is_file():
        raise DocumentError(f"{parsed.data}: no such file; write it with `docket corrections export`")
    reviewed = read_reviewed(parsed.data)
    written = write_documents(parsed.output, reviewed.documents)
    left_out = "".join(f"\n  left out: {count} ({why})" for why, count in reviewed.left_out.most_common())
    return f"{parsed.output}: {written} documents, {reviewed.placed} of {reviewed.values} values placed{left_out}"


def run_calibration(parsed: argparse.Namespace) -> str:
    if (parsed.name == TEACHER) != (parsed.beside is not None):
        raise PackageError(BESIDE_WHOM.format("--beside") if parsed.name == TEACHER else "--beside is for a teacher")
    command = f"docket-train calibrate {parsed.name} {parsed.source} --version {parsed.version}"
    command += f" --beside {parsed.beside}" if parsed.beside else ""
    beside = installed(SPECIALIST, parsed.beside) if parsed.beside else None
    card = recalibrate(installed(parsed.name, parsed.source), parsed.version, command, beside)
    held = {
        str(name): f"{bound['coverage']:.2f} from {bound['threshold']:.3f}"
        for name, bound in stated_bounds(card["calibration"])
        if bound["threshold"] is not None
    }
    return f"{parsed.name} {parsed.version}: bounds {held}"
