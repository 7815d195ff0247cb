"""Logistic regression of a few examples."""

from __future__ import annotations

import warnings

import numpy as np
from threadpoolctl import threadpool_limits

ITERATIONS = 200


def fit_logistic(
    units: np.ndarray, labels: np.ndarray, weights: np.ndarray, *, dim: int
) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients (class, r) and intercepts (class,), whose softmax is the probabilities of unit vectors (n, r).

    ``labels`` (n,) count from 0, and all of them occur; ``weights`` (n,) say how much each example counts. It is
    scikit-learn's, with the squared coefficients as penalty: as strong as C = 1 is for standardised embeddings of
    ``dim`` values, whose length is the root of ``dim``.
    """
    from sklearn.linear_model import LogisticRegression  # here, because it takes a second that no other question waits

    model = LogisticRegression(C=dim, max_iter=ITERATIONS)
    # One thread: small products, at each of which threads on busy cores wait for each other.
    with warnings.catch_warnings(), threadpool_limits(1):
        warnings.simplefilter("ignore")  # what has not settled in time is taken as it is
        model.fit(units, labels, sample_weight=weights)
    if len(model.coef_) == 1:  # of two classes, only the second's log-odds are given
        return np.vstack([0 * model.coef_, model.coef_]), np.append(0.0, model.intercept_)
    return model.coef_, model.intercept_
