"""Classes of places: by k-means, or learned from examples."""
