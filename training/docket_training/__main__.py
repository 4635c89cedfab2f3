"""`docket-train tickets DESK`, `docket-train documents NAME`: one command a specialist."""

import argparse
import sys
from pathlib import Path

from docket_training import half_precision
from docket_training.card import weights_folder
from docket_training.documents import commands as documents
from docket_training.entities import commands as entities
from docket_training.labelled_text import DataError
from docket_training.mpnet_weights import MissingWeightsError
from docket_training.package_weights import PackageError
from docket_training.report import commands as report
from docket_training.tickets import audit_command
from docket_training.tickets.desks import Desk, Recipe, shipped_desks
from docket_training.tickets.fit import fit
from docket_training.tickets.mix import mix_desk
from docket_training.tickets.package import export_package
from docket_training.tickets.steps import STEPS, run_steps
from docket_training.tickets.studies import STUDIES


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="docket-train", description="Train, calibrate and export a specialist.")
    kinds = parser.add_subparsers(dest="kind", required=True)
    tickets = kinds.add_parser("tickets", help="a classifier of short texts")
    tickets.add_argument("desk", nargs="?", help=f"a shipped desk: {', '.join(shipped_desks())}")
    tickets.add_argument("--data", type=Path, help="labelled rows of your own: .csv (text,label) or .jsonl")
    tickets.add_argument("--name", help="name of the specialist trained on --data")
    tickets.add_argument("--licence", default="unknown", help="licence of --data, for the card")
    tickets.add_argument("--out-of-scope-label", help="label of rows that belong to no class")
    tickets.add_argument("--epochs", type=int, help="passes over the rows")
    tickets.add_argument("--version", default="1.0.0", help="version of the package")
    tickets.add_argument("--until", choices=STEPS, default=STEPS[-1], help="last step of a shipped desk")
    tickets.add_argument("--output", type=Path, help="folder of the package, default models/weights/NAME/VERSION")
    mix = kinds.add_parser("mix", help="a linear head beside the network of a shipped desk")
    mix.add_argument("desk", choices=list(shipped_desks()))
    mix.add_argument("--from", dest="earlier", required=True, help="version whose network stays")
    mix.add_argument("--version", required=True, help="version of the package")
    mix.add_argument("--output", type=Path, help="folder of the package, default models/weights/DESK/VERSION")
    study = kinds.add_parser("study", help="what was tried and not shipped, on a shipped desk")
    study.add_argument("desk", choices=list(shipped_desks()))
    study.add_argument(
        "--of",
        choices=list(STUDIES),
        default="forms",
        help="forms: int8 forms, QAT and zeroed weights; distillation: what to teach by; heads: fewer attention heads",
    )
    documents.add_commands(kinds)
    entities.add_commands(kinds)
    report.add_commands(kinds)
    half_precision.add_commands(kinds)
    audit_command.add_commands(kinds)
    chosen = parser.parse_args(arguments)
    if chosen.kind != "tickets":
        return chosen
    if (chosen.desk is None) == (chosen.data is None):
        tickets.error("name one shipped desk, or give --data and --name")
    if chosen.data is not None and not chosen.name:
        tickets.error("--data needs --name")
    return chosen


def chosen_desk(arguments: argparse.Namespace) -> Desk:
    """A shipped desk, or one made from the user's rows."""
    if arguments.desk is not None:
        desks = shipped_desks()
        if arguments.desk not in desks:
            raise DataError(f"no desk {arguments.desk!r}; there are {', '.join(desks)}, or give --data and --name")
        return desks[arguments.desk]
    if not arguments.data.is_file():
        raise DataError(f"{arguments.data}: no such file; give a .csv with the columns text,label or a .jsonl")
    recipe = Recipe() if arguments.epochs is None else Recipe(epochs=arguments.epochs)
    return Desk(
        name=arguments.name,
        data=arguments.data,
        set_name=arguments.data.stem,
        licence=arguments.licence,
        recipe=recipe,
        out_of_scope_label=arguments.out_of_scope_label,
    )


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0, or 2 where the data must be corrected first."""
    parsed = parse(arguments)
    try:
        for others in (documents, entities, report, half_precision, audit_command):
            if parsed.kind in others.KINDS:
                print(others.run(parsed))
                return 0
        if parsed.kind == "study":
            print(STUDIES[parsed.of](shipped_desks()[parsed.desk]))
            return 0
        desk = shipped_desks()[parsed.desk] if parsed.kind == "mix" else chosen_desk(parsed)
        folder = parsed.output or weights_folder(desk.name, parsed.version)
        command = f"docket-train tickets {command_tail(parsed)}"
        if parsed.kind == "mix":
            command = f"docket-train mix {desk.name} --from {parsed.earlier} --version {parsed.version}"
            card = mix_desk(desk, parsed.earlier, folder, parsed.version, command)
        elif parsed.desk is None:
            card = export_package(fit(desk), folder, parsed.version, command)
        else:
            card = run_steps(desk, parsed.until, folder, parsed.version, command)
            if card is None:
                return 0
    except (DataError, PackageError, MissingWeightsError) as error:
        print(error, file=sys.stderr)
        return 2
    figures = card["metrics"]["validation"]
    size = sum(file["bytes"] for file in card["files"].values()) / 1e6
    print(f"{folder}: {size:.1f} MB, validation {figures}")
    return 0


def command_tail(parsed: argparse.Namespace) -> str:
    return parsed.desk if parsed.desk else f"--data {parsed.data.name} --name {parsed.name}"


if __name__ == "__main__":
    sys.exit(main())
