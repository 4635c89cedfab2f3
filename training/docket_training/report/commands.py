"""`docket-train report`: measures what ships and writes docs/models.md with its figures."""

import argparse
from pathlib import Path

KINDS = ("report",)
ROOT = Path(__file__).resolve().parents[3]


def add_commands(kinds: argparse._SubParsersAction) -> None:
    report = kinds.add_parser("report", help="docs/models.md: what every shipped specialist is worth")
    report.add_argument("--output", type=Path, default=ROOT / "docs" / "models.md")
    report.add_argument("--weights", type=Path, default=ROOT / "models" / "weights", help="folder of the packages")
    report.add_argument("--zero-shot", type=Path, default=ROOT / "bench" / "zero-shot" / "results.json")
    report.add_argument("--without-papers", action="store_true", help="leave the synthetic papers out")


def run(parsed: argparse.Namespace) -> str:
    # What is measured needs torch and scikit-learn; parsing a command does not.
    from docket_training.report.write import write_report

    return write_report(parsed.output, parsed.weights, parsed.zero_shot, not parsed.without_papers)
