"""The columns of a table that hold an embedding, found by their names and types, and what is in them."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..errors import SourceError
from ..point_columns import EMBEDDING, FEWEST_DIMS, LIST_NAMES, embedding_dims, own_dims

LOOKED_AT = 100  # rows of text that tell what a column holds


def own_columns(schema: pa.Schema) -> list[str]:
    """The columns that an earlier embedding by Landprint left, which a new one replaces."""
    if EMBEDDING in schema.names and _is_number_list(schema.field(EMBEDDING).type):
        return [EMBEDDING]
    return own_dims(_numeric(schema))


def find_embedding(batch: pa.RecordBatch) -> list[str]:
    """The columns of a batch that hold its embeddings: one of lists, or numbered ones; none where it has none.

    Landprint's own come first, then lists of the usual names; of other tools the longest list of one length.
    """
    lists = [name for name in batch.schema.names if _is_number_list(_storage(batch.column(name)).type)]
    if own := own_columns(batch.schema):
        return own
    if named := [name for name in LIST_NAMES if name in lists]:
        return named[:1]
    lengths = {name: _length(_storage(batch.column(name))) for name in lists}
    longest = max(lists, key=lambda name: lengths[name], default=None)
    if longest is not None and lengths[longest] >= FEWEST_DIMS:
        return [longest]
    return embedding_dims(_numeric(batch.schema))


def stored_embeddings(batch: pa.RecordBatch, names: list[str]) -> NDArray[np.float32]:
    """The embeddings (n, dim) in a batch's list column or numbered columns.

    A row is NaN throughout where one of its values is null or no finite float32, and where all are zero: such a
    vector has no direction, and tables are filled with them.
    """
    first = _storage(batch.column(names[0]))
    with np.errstate(over="ignore"):  # of float64
        if _is_number_list(first.type):
            embeddings = _listed(first)
        else:
            columns = [batch.column(name).to_numpy(zero_copy_only=False) for name in names]
            embeddings = np.stack(columns, axis=1).astype(np.float32)
    unknown = ~np.isfinite(embeddings).all(axis=1)
    if embeddings.shape[1] >= FEWEST_DIMS:
        unknown |= ~embeddings.any(axis=1)
    embeddings[unknown] = np.nan
    return embeddings


def _listed(column: pa.Array) -> NDArray[np.float32]:
    values = column.flatten().to_numpy(zero_copy_only=False)
    known = column.is_valid().to_numpy(zero_copy_only=False)
    lengths = np.unique(pc.list_value_length(column.drop_null()).to_numpy(zero_copy_only=False))
    if len(lengths) > 1:
        raise SourceError(
            f"The points have embeddings of {lengths[0]} and of {lengths[-1]} values.",
            hint="Embed them all by one encoder.",
        )
    embeddings = np.full((len(known), int(lengths.sum())), np.nan, np.float32)
    embeddings[known] = values.reshape(known.sum(), embeddings.shape[1])
    return embeddings


def _length(column: pa.Array) -> int:
    """How many values each list has; 0 where that is not one number."""
    if pa.types.is_fixed_size_list(column.type):
        return int(column.type.list_size)
    lengths = pc.unique(pc.list_value_length(column.drop_null())).to_pylist()
    return lengths[0] if len(lengths) == 1 else 0


def _numeric(schema: pa.Schema) -> list[str]:
    return [field.name for field in schema if _is_number(field.type)]


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind))


def _is_number_list(kind: pa.DataType) -> bool:
    is_list = pa.types.is_list(kind) or pa.types.is_fixed_size_list(kind) or pa.types.is_large_list(kind)
    return bool(is_list and _is_number(kind.value_type))


def _storage(column: pa.Array) -> pa.Array:
    """The column as lists where it holds tensors, or lists as text, as tables and GeoPackages have them."""
    stored = column.storage if isinstance(column, pa.ExtensionArray) else column
    if not (pa.types.is_string(stored.type) or pa.types.is_large_string(stored.type)):
        return stored
    first = next((text for text in stored[:LOOKED_AT].to_pylist() if text), None)
    if _numbers(first) is None:
        return stored
    return pa.array([_numbers(text) for text in stored.to_pylist()], pa.list_(pa.float64()))


def _numbers(text: str | None) -> list[float] | None:
    """The numbers of a list as text, None for anything else."""
    if not text or not text.startswith("["):
        return None
    try:
        return [float(value) for value in json.loads(text)]
    except (ValueError, TypeError, RecursionError, OverflowError):
        return None
