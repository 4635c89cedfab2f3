"""Makes a clean page look scanned: turned a little, blurred, shaded, noisy, stamped, or in pure black and white."""

import math
import random
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import affine_transform, gaussian_filter

MOST_DEGREES = 2.5
BLACK_AND_WHITE = 0.12
STAMPED = 0.12
SHADED = 0.4


@dataclass(frozen=True)
class Turn:
    """A turn about the middle of the page: from a place on the scan to the place on the page."""

    degrees: float
    middle: tuple[float, float]

    @property
    def matrix(self) -> np.ndarray:
        """For rows and columns."""
        angle = math.radians(self.degrees)
        return np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])

    def upright(self, x: float, y: float) -> tuple[float, float]:
        row, column = self.matrix @ (np.array([y, x]) - np.array(self.middle[::-1])) + np.array(self.middle[::-1])
        return float(column), float(row)


def turned(image: np.ndarray, turn: Turn) -> np.ndarray:
    middle = np.array(turn.middle[::-1])
    return affine_transform(image, turn.matrix, offset=middle - turn.matrix @ middle, order=1, cval=255.0)


def shaded(random_: random.Random, image: np.ndarray) -> np.ndarray:
    """Light that falls off towards one side, and the shadow of a book's fold or an edge."""
    height, width = image.shape
    y, x = np.mgrid[0:height, 0:width]
    along = (x / width if random_.random() < 0.5 else y / height) ** random_.choice([1, 2, 4])
    return image * (1 - random_.uniform(0.05, 0.3) * (along if random_.random() < 0.5 else 1 - along))


def stamped(random_: random.Random, image: np.ndarray) -> np.ndarray:
    """A ring with bars in it, as of a rubber stamp, over whatever stands there."""
    height, width = image.shape
    radius = random_.uniform(0.05, 0.11) * width
    x0, y0 = random_.uniform(0.15, 0.85) * width, random_.uniform(0.2, 0.85) * height
    y, x = np.mgrid[0:height, 0:width]
    distance = np.hypot(x - x0, y - y0)
    ring = np.abs(distance - radius) < 0.03 * radius + 1
    bars = (distance < 0.7 * radius) & (np.abs(y - y0) < 0.35 * radius) & ((y - y0) % (0.3 * radius) < 0.05 * radius)
    return np.where(ring | bars, np.minimum(image, random_.uniform(70, 150)), image)


def scanned(random_: random.Random, clean: np.ndarray) -> tuple[np.ndarray, Turn]:
    """A grey page as a scanner or a copier delivers it, and how it is turned."""
    height, width = clean.shape
    degrees = random_.gauss(0, MOST_DEGREES / 3) if random_.random() < 0.7 else 0.0
    turn = Turn(max(-MOST_DEGREES, min(MOST_DEGREES, degrees)), ((width - 1) / 2, (height - 1) / 2))
    image = stamped(random_, clean.astype(np.float32)) if random_.random() < STAMPED else clean.astype(np.float32)
    image = turned(image, turn)
    image = gaussian_filter(image, random_.uniform(0.2, 0.9))
    ink, paper = random_.uniform(0, 90), random_.uniform(205, 255)
    image = ink + image / 255 * (paper - ink)
    if random_.random() < SHADED:
        image = shaded(random_, image)
    noise = np.random.default_rng(random_.getrandbits(32))
    image = image + noise.normal(0, random_.uniform(0, 12), image.shape)
    specks = noise.random(image.shape) < random_.choice([0, 0, 0.0002, 0.001])
    image = np.where(specks, random_.uniform(0, 120), image)
    if random_.random() < BLACK_AND_WHITE:
        image = np.where(image > (ink + paper) / 2, 255, 0)
    return np.clip(image, 0, 255).astype(np.uint8), turn
