"""Texts that change in editions: draft, second reader, in use, replaced by the next. What was in use never changes."""
