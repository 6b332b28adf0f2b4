"""Posters of places for editors to print."""
