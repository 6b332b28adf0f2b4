"""The map of producers and places: drawn here as SVG, without a foreign server and without scripts."""
