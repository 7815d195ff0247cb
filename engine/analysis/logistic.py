"""Logistic regression of a few examples."""

from __future__ import annotations

import warnings

import numpy as np
from threadpoolctl import threadpool_limits

STRENGTH = 1.0  # 1 / C for directions of length sqrt(dim), as standardised embeddings have
ITERATIONS = 200


def fit_logistic(
    units: np.ndarray, labels: np.ndarray, weights: np.ndarray, *, strength: float = STRENGTH
) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients (class, dim) and intercepts (class,), whose softmax is the probabilities of unit vectors (n, dim).

    ``labels`` (n,) count from 0, and all of them occur; ``weights`` (n,) say how much each example counts. It is
    scikit-learn's, with the squared coefficients as penalty.
    """
    from sklearn.linear_model import LogisticRegression  # here, because it takes a second that no other question waits

    model = LogisticRegression(C=units.shape[1] / strength, max_iter=ITERATIONS, tol=1e-4)
    # One thread: small products, at each of which threads on busy cores wait for each other.
    with warnings.catch_warnings(), threadpool_limits(1):
        warnings.simplefilter("ignore")  # what has not settled in time is taken as it is
        # With fewer examples than dimensions, all that matters lies in the space between them.
        axes = np.linalg.svd(units, full_matrices=False)[2] if len(units) < units.shape[1] else None
        model.fit(units if axes is None else units @ axes.T, labels, sample_weight=weights)
    coefficients = model.coef_ if axes is None else model.coef_ @ axes
    if len(coefficients) == 1:  # of two classes, only the second's log-odds are given
        return np.vstack([0 * coefficients, coefficients]), np.append(0.0, model.intercept_)
    return coefficients, model.intercept_
