"""Pages of pixels: drawn from a PDF, and written as a PDF that holds nothing but images."""

import shutil
import subprocess
import zlib
from pathlib import Path

import numpy as np

POINTS_PER_INCH = 72


def draw_pages(pdf: Path, dots_per_inch: int) -> list[np.ndarray]:
    """The pages in grey, by poppler's pdftoppm."""
    if shutil.which("pdftoppm") is None:
        raise RuntimeError("no pdftoppm found: install Debian's package poppler-utils")
    command = ["pdftoppm", "-gray", "-r", str(dots_per_inch), str(pdf), str(pdf.with_suffix(""))]
    subprocess.run(command, check=True, capture_output=True)
    return [read_grey(path) for path in sorted(pdf.parent.glob(f"{pdf.stem}-*.pgm"))]


def read_grey(path: Path) -> np.ndarray:
    """A binary PGM of one byte a pixel."""
    data = path.read_bytes()
    kind, width, height, _ = data.split(maxsplit=4)[:4]
    if kind != b"P5":
        raise RuntimeError(f"{path.name} is no binary PGM")
    size = int(width) * int(height)
    return np.frombuffer(data[-size:], dtype=np.uint8).reshape(int(height), int(width))


def write_images(path: Path, images: list[np.ndarray], dots_per_inch: int) -> None:
    """A PDF with one grey image a page, in the size of the paper."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for image in images:
        height, width = image.shape
        paper = [round(side * POINTS_PER_INCH / dots_per_inch, 2) for side in (width, height)]
        number, pixels = len(objects) + 1, zlib.compress(image.tobytes(), 6)
        drawing = f"q {paper[0]} 0 0 {paper[1]} 0 0 cm /I Do Q".encode()
        kids.append(f"{number} 0 R")
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {paper[0]} {paper[1]}]/Contents {number + 1} 0 R"
            f"/Resources<</XObject<</I {number + 2} 0 R>>>>>>".encode(),
            b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
            b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
            b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (width, height, len(pixels), pixels),
        ]
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    path.write_bytes(out)
