"""Texts to choose from when a reason, a question or a mail is written."""
