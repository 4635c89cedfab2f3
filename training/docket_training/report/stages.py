"""The stages of a specialist as its card states them in `metrics.stages`, measured when it was packaged."""

from dataclasses import dataclass

STAGE_NAMES = {
    "words": "TF-IDF + linear",
    "base": "base",
    "teacher": "teacher",
    "unprunedFloat32": "unpruned student, float32",
    "unprunedInt8": "unpruned student, int8 (PTQ)",
    "prunedFloat32": "pruned, not yet distilled",
    "studentFloat32": "pruned and distilled, float32",
    "studentInt8": "pruned and distilled, int8 (PTQ)",
    "studentQat": "pruned and distilled, int8 (QAT)",
}
"""By the card's key; a key that is not here is shown as it stands."""


@dataclass(frozen=True)
class Stage:
    """One row; None where the card says nothing."""

    name: str
    parameters: int | None
    megabytes: float | None
    alone: float | None
    in_batch: float | None
    rows: int | None
    main: float | None
    calibration_error: float | None
    coverages: tuple[float | None, float | None, float | None]
    accepted: float | None
    accepted_error: float | None


def first(entry: dict, *keys: str) -> float | None:
    """The first of these figures that the entry has."""
    return next((entry[key] for key in keys if entry.get(key) is not None), None)


def coverages(entry: dict) -> tuple[float | None, float | None, float | None]:
    """Coverage at 95, 98 and 99 %, from `coverageAt` by accuracy."""
    by = {round(float(key), 2): value for key, value in (entry.get("coverageAt") or {}).items()}
    return by.get(0.95), by.get(0.98), by.get(0.99)


def stages_of(card: dict) -> list[Stage]:
    """In the card's order; none where it has no stages."""
    stated = card.get("metrics", {}).get("stages") or {}
    return [
        Stage(
            name=STAGE_NAMES.get(key, key),
            parameters=first(entry, "parameters"),
            megabytes=first(entry, "megabytes"),
            alone=first(entry, "msAlone"),
            in_batch=first(entry, "msInBatchOf32"),
            rows=first(entry, "rows"),
            main=first(entry, "accuracy", "f1", "headerF1"),
            calibration_error=first(entry, "expectedCalibrationError", "calibrationError"),
            coverages=coverages(entry),
            accepted=first(entry, "acceptedCoverage"),
            accepted_error=first(entry, "acceptedError"),
        )
        for key, entry in stated.items()
        if isinstance(entry, dict)
    ]
