"""The blocks of an embedding raster, read by the workers of a Dask cluster that see it under the same path."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from rasterio.crs import CRS

from ..dask_client import distributed
from ..embedding_rasters.kinds import AUTO
from ..embedding_rasters.raster import EmbeddingRaster
from ..errors import SourceError, UserError
from ..progress import Reporter
from ..rasters.dataset import cache_within, file_state
from ..rasters.grid import Window
from ..threads import POLL_S
from .blocks import EmbeddingBlocks, Result, StoredBlock
from .columns import column_sums

if TYPE_CHECKING:
    from distributed import Client

RETRIES = 2  # of a block whose task breaks off; a user's error is an answer, and is not tried again
BLOCKS_A_THREAD = 2  # that are underway: one that is worked on, and the next
_kept = threading.local()  # of each of a worker's threads: the raster that it read last


class _File(NamedTuple):
    """How a worker opens the raster."""

    path: str
    crs: CRS | None
    values: str
    state: dict[str, Any]
    memory_bytes: int


class _Answer(NamedTuple):
    """What came of a block, and of its valid patches the sums (dim,), empty where nobody asked, and the number."""

    result: Any
    sums: np.ndarray
    valid: int
    notes: list[str]


class DaskBlocks(EmbeddingBlocks):
    """Blocks that a client's workers read, each within ``memory_bytes``; nothing is kept between two readings.

    They are those of one process with so much memory, and what comes of them is put together in their order: the
    results are the same bytes, however many workers there are and whichever of them are lost, where their processors
    and libraries are of one kind.
    """

    def __init__(
        self, client: Client, path: str, *, crs: CRS | None = None, values: str = AUTO, memory_bytes: int
    ) -> None:
        self._client = client
        self._file = _File(path, crs, values, file_state(path), memory_bytes)
        self._notes: dict[str, None] = {}
        super().__init__(EmbeddingRaster(path, crs=crs, values=values), memory_bytes)

    @property
    def notes(self) -> list[str]:
        """How the file is read, and what the workers found in it, in sentences."""
        return list(dict.fromkeys([*self.source.notes, *self._notes]))

    def first_results(
        self, works: Iterable[Callable[[StoredBlock], Result]], reporter: Reporter, text: str
    ) -> Iterator[Result]:
        """As that of one process."""
        sums, count = np.zeros(self.source.dim), 0
        for answer in self._answers(works, reporter, text, sums=True):
            sums += answer.sums
            count += answer.valid
            yield answer.result
        self._set_mean(sums, count)

    def results(
        self, work: Callable[[StoredBlock], Result], reporter: Reporter, text: str
    ) -> Iterator[tuple[Window, Result]]:
        """As those of one process."""
        answers = self._answers(repeat(work), reporter, text, sums=False)
        return ((window, answer.result) for window, answer in zip(self._windows, answers, strict=True))

    def _answers(
        self, works: Iterable[Callable[[StoredBlock], Any]], reporter: Reporter, text: str, *, sums: bool
    ) -> Iterator[_Answer]:
        """The workers' answers in the order of the blocks, of which few are underway at a time."""
        tasks = (
            partial(_work_on, self._file, window, work, sums=sums)
            for window, work in zip(self._windows, works, strict=False)
        )
        for answer in reporter.track(self._in_order(tasks, reporter), text=text, total=len(self)):
            if isinstance(answer, UserError):
                raise answer
            self._notes.update(dict.fromkeys(answer.notes))
            yield answer

    def _in_order(self, tasks: Iterator[Callable[[], Any]], reporter: Reporter) -> Iterator[Any]:
        timeout = distributed().TimeoutError
        underway: deque[Any] = deque()
        try:
            while True:
                # Workers may come and go meanwhile.
                most = BLOCKS_A_THREAD * max(sum(self._client.nthreads().values()), 1)
                while len(underway) < most and (task := next(tasks, None)):
                    underway.append(self._client.submit(task, pure=False, retries=RETRIES))
                if not underway:
                    return
                while True:
                    reporter.check()
                    try:
                        distributed().wait(underway[0], timeout=POLL_S)
                    except timeout:
                        continue
                    break
                future = underway.popleft()
                if future.status != "finished":
                    raise SourceError(
                        f"The workers could not read the embeddings: {type(future.exception()).__name__}.",
                        hint="See the logs of the workers. More memory for each, or fewer threads, may help.",
                    )
                yield future.result()
        finally:
            self._client.cancel(list(underway))


def _work_on(file: _File, window: Window, work: Callable[[StoredBlock], Any], *, sums: bool) -> _Answer | UserError:
    """What ``work`` makes of a block, on a worker; the user's error, if there is one."""
    try:
        if file_state(file.path) != file.state:
            raise SourceError(
                "The embeddings are not the same on all machines.", hint="Copy them again, and start anew."
            )
        if getattr(_kept, "file", None) != file:
            if hasattr(_kept, "file"):
                _kept.source.close()
            _kept.source, _kept.file = EmbeddingRaster(file.path, crs=file.crs, values=file.values), file
        with cache_within(file.memory_bytes):
            stored, mask = _kept.source.read_stored(window)
        block = StoredBlock(window=window, stored=stored.reshape(len(stored), -1), mask=mask.ravel())
        own_sums = column_sums(block.stored, block.mask) if sums else np.empty(0)
        return _Answer(work(block), own_sums, int(block.mask.sum()), _kept.source.notes)
    except UserError as error:
        return error
