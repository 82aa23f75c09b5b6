"""Read-only across apps: first screens, mailbox, exports, demo data."""
