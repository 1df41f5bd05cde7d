"""Merging: which records are one paper, and what holds of it."""
