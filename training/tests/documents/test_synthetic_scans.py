import random

import numpy as np
from pypdf import PdfReader

from docket_training.documents.words import Page, Word
from docket_training.synth.degrade_image import Turn, scanned, turned
from docket_training.synth.image_pdf import read_grey, write_images
from docket_training.synth.scans import upright


def page_with_a_dot(x: int, y: int) -> np.ndarray:
    image = np.full((400, 300), 255.0)
    image[y - 2 : y + 3, x - 2 : x + 3] = 0
    return image


def test_a_place_on_a_turned_page_is_found_again_on_the_page():
    turn = Turn(2.0, (149.5, 199.5))
    rows, columns = np.nonzero(turned(page_with_a_dot(250, 60), turn) < 100)
    assert abs(rows.mean() - 60) > 2
    x, y = turn.upright(columns.mean(), rows.mean())
    assert abs(x - 250) < 0.5
    assert abs(y - 60) < 0.5


def test_words_of_a_scan_are_set_upright_in_points():
    turn = Turn(1.0, (299.5, 399.5))
    [word] = upright(Page(288, 384, [Word("a", (140, 180, 148, 190))]), turn, 150).words
    assert word.box[2] - word.box[0] == 8
    assert upright(Page(288, 384, [word]), Turn(0.0, (299.5, 399.5)), 150).words == [word]


def test_scans_are_the_same_for_the_same_seed():
    first, second = (scanned(random.Random(3), page_with_a_dot(100, 100)) for _ in range(2))
    assert np.array_equal(first[0], second[0])
    assert first[1] == second[1]


def test_images_become_pages_of_a_pdf_in_the_size_of_the_paper(tmp_path):
    write_images(tmp_path / "scan.pdf", [np.zeros((300, 150), np.uint8), np.zeros((150, 150), np.uint8)], 150)
    sizes = [(float(p.mediabox.width), float(p.mediabox.height)) for p in PdfReader(tmp_path / "scan.pdf").pages]
    assert sizes == [(72, 144), (72, 72)]
    image = PdfReader(tmp_path / "scan.pdf").pages[0]["/Resources"]["/XObject"]["/I"]
    assert image.get_data() == bytes(300 * 150)


def test_a_grey_picture_is_read_back(tmp_path):
    (tmp_path / "page.pgm").write_bytes(b"P5\n3 2\n255\n" + bytes([1, 32, 10, 4, 5, 6]))
    assert read_grey(tmp_path / "page.pgm").tolist() == [[1, 32, 10], [4, 5, 6]]
