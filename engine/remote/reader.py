"""A file at an address as Python reads one, for libraries that read a part here and a part there."""

from __future__ import annotations

import io
from typing import Any

from .rasters import RemoteFile


class RemoteReader(io.RawIOBase):
    """The bytes of a remote file by its name; reading raises SourceError."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._file = RemoteFile(name)
        self._position = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to an offset from the start, from here or from the end."""
        self._position = offset + (0, self._position, self._file.size)[whence]
        return self._position

    def tell(self) -> int:
        """The offset."""
        return self._position

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as the file goes; raises SourceError."""
        length = min(len(buffer), max(self._file.size - self._position, 0))
        (content,) = self._file.fetch([(self._position, length)]) if length else (b"",)
        buffer[: len(content)] = content
        self._position += len(content)
        return len(content)
