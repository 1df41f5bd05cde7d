"""The check of a built site: every page, every link, nothing from elsewhere."""
