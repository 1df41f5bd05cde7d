"""What serves readers on their device: scripts, and data in files that scripts load."""
