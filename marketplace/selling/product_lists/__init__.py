"""A seller's own list of goods: template, upload, preview with its faults, and only then the import."""
