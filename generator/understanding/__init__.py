"""What we make of a paper: topics with their evidence."""
