"""Paper Digest: listings of research papers in, a static searchable site out."""
