"""Speed of the product as ratios against bare Django and raw queries, measured in the same run."""
