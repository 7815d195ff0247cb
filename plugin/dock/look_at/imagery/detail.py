"""How fine the result is: steps from coarse to fine, and the finest that takes no longer than a budget."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from ....settings import keep_step_times, step_times
from ...choices import Encoder, Fineness

STEPS = 4  # of patches, each half as large as the one before: 8, 4, 2, 1
DETAILS = (1, 2, 4)  # of an encoder whose patches have one size
TEXTURE = 2  # pixels on the side of the smallest patch that has one
LEAST_GAIN = 0.5  # a finer step takes at least this share of the coarser one's time a patch


class DetailStep(NamedTuple):
    """Pixels on a patch's side, and pixels of the result on it."""

    patch: int
    detail: int

    @property
    def side(self) -> float:
        """Pixels of the image on the side of one of the result."""
        return self.patch / self.detail


def steps_of(encoder: Encoder) -> list[DetailStep]:
    """What an encoder can be asked for, from coarse to fine."""
    if encoder.takes != "rasters":
        return [DetailStep(encoder.patch, 1)]
    if encoder.least_patch < encoder.largest_patch:
        least = max(encoder.least_patch, 1 if encoder.knows_sensors else TEXTURE)
        patches = [encoder.patch >> halvings for halvings in range(STEPS)]
        return [DetailStep(patch, 1) for patch in patches if patch >= least] or [DetailStep(encoder.patch, 1)]
    # Shifts by whole pixels only.
    return [DetailStep(encoder.patch, detail) for detail in DETAILS if detail == 1 or encoder.patch % (2 * detail) == 0]


class StepTimes:
    """Seconds that a pixel of the result takes here, as estimates have measured them, in earlier sessions too."""

    def __init__(self) -> None:
        self._seconds = step_times()

    def learn(self, settings: Sequence[Any], step: DetailStep, seconds: float, patches: int) -> None:
        """Take note of an estimate; ``settings`` are what else the time depends on, as JSON can hold it."""
        self._seconds.pop(_key(settings, step), None)  # the newest are the last
        self._seconds[_key(settings, step)] = seconds / max(patches, 1)
        keep_step_times(self._seconds)

    def choose(
        self,
        fineness: Fineness,
        steps: Sequence[DetailStep],
        settings: Sequence[Any],
        pixels: float,
        budget_s: float,
        *,
        tries: bool = False,
    ) -> DetailStep:
        """The step for an area of so many ``pixels`` of the image.

        With ``tries`` it may be one that was not measured yet and could be fast enough. *Auto* takes patches of several
        pixels: encoders tell land by its texture, and from pixel to pixel one wood or field is speckled.
        """
        if fineness is not Fineness.AUTO:
            return steps[0 if fineness is Fineness.QUICK else -1]
        best, before = steps[0], 0.0
        for step in steps:
            if step.side < TEXTURE:
                break
            seconds = self._seconds.get(_key(settings, step))
            if seconds is None:
                if not tries:
                    break
                seconds = LEAST_GAIN * before
            if seconds * pixels / step.side**2 > budget_s:
                break
            best, before = step, seconds
            if _key(settings, step) not in self._seconds:
                break
        return best


def _key(settings: Sequence[Any], step: DetailStep) -> str:
    return json.dumps([*settings, *step])
