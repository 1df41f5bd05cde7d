"""One module a page kind, each with its template; `markup` is the only place that escapes."""
