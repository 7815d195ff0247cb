"""The section *Cluster*: classes by k-means."""
