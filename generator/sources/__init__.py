"""Readers: one module a listing format."""
