"""What has changed since the builds before this one."""
