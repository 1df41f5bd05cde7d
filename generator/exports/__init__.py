"""The catalogue in forms for programs: data files, citations, feeds."""
