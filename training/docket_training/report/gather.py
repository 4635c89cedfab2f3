"""Everything the report states, the cheap parts first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from docket_training.installed_package import InstalledPackage
from docket_training.report.answers import TEACHER, Scored
from docket_training.report.data import Source
from docket_training.report.desk_report import DeskReport, report_desk
from docket_training.report.document_scores import (
    SCANS,
    DocumentRows,
    paper_rows,
    receipt_rows,
    scanned_paper_rows,
    score_document_package,
)
from docket_training.report.entity_scores import entity_rows, score_entity_package
from docket_training.report.machine import Machine, this_machine
from docket_training.report.packages import shipped_packages
from docket_training.report.ticket_scores import desk_rows
from docket_training.report.zero_shot import ZeroShot
from docket_training.tickets.desks import Desk, shipped_desks


@dataclass(frozen=True)
class ReaderReport:
    """A specialist that reads values: of documents, or entities of tickets."""

    package: InstalledPackage
    scored: list[Scored]
    """One a split."""


@dataclass
class Gathered:
    machine: Machine
    packages: list[InstalledPackage]
    zero_shot: ZeroShot | None
    desks: list[DeskReport] = field(default_factory=list)
    documents: list[ReaderReport] = field(default_factory=list)
    entities: list[ReaderReport] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """What could not be measured, and why."""


def labels_words(package: InstalledPackage, layout: bool) -> bool:
    """Whether it labels words: of pages with their places, or of texts."""
    card = package.card
    return card["task"] == "token-classification" and bool(card.get("input", {}).get("layout")) == layout


def document_rows(with_papers: bool, missing: list[str]) -> list[DocumentRows]:
    found: list[DocumentRows] = []
    makers: Sequence[tuple[str, Callable[[], DocumentRows]]] = [("receipts", receipt_rows)]
    if with_papers:
        makers = [
            *makers,
            ("synthetic papers", paper_rows),
            ("scanned papers", partial(paper_rows, SCANS)),
            ("the same with a text layer", scanned_paper_rows),
        ]
    for name, make in makers:
        try:
            found.append(make())
        except OSError as error:
            missing.append(f"{name}: {error.__class__.__name__}, {Path(error.filename or '').name or error}")
    return found


def gather(
    weights: Path, zero_shot: ZeroShot | None, with_papers: bool, desks: dict[str, Desk] | None = None
) -> Gathered:
    """`desks`: where the rows of the ticket packages lie, by default the shipped ones."""
    known = shipped_desks() if desks is None else desks
    out = Gathered(this_machine(), shipped_packages(weights), zero_shot)
    for package in out.packages:
        if package.card["task"] != "text-classification":
            continue
        desk = known.get(package.name)
        if desk is None or not desk.data.is_file():
            out.missing.append(f"{package.name}: its rows are not here")
            continue
        print(f"{package.name} {package.version}", flush=True)
        report = report_desk(package, desk_rows(desk), zero_shot)
        out.desks.append(report)
        out.sources.append(report.rows.source)
    finders = [package for package in out.packages if labels_words(package, layout=False)]
    for rows in entity_rows() if finders else []:
        out.sources.append(rows.source)
        for package in finders:
            print(f"{package.name} {package.version}: {rows.source.name}", flush=True)
            add(out.entities, package, score_entity_package(package, rows))
    readers = [package for package in out.packages if labels_words(package, layout=True)]
    if readers:
        for rows in document_rows(with_papers, out.missing):
            out.sources.append(rows.source)
            for package in readers:
                print(f"{package.name} {package.version}: {rows.source.name}", flush=True)
                add(out.documents, package, score_document_package(package, rows))
    return out


def add(reports: list[ReaderReport], package: InstalledPackage, scored: Scored) -> None:
    """Under its package; a package named as a teacher is one."""
    kept = replace(scored, kind=TEACHER) if package.name.endswith("-teacher") else scored
    for report in reports:
        if report.package.name == package.name:
            report.scored.append(kept)
            return
    reports.append(ReaderReport(package, [kept]))
