"""Authors and organizations: which names are one, and what each has written."""
