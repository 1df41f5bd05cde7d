"""The search index: built here, queried in the reader's browser."""
