"""Dated gatherings of a module: places, a waiting list with promotion, moving, cancelling, attendance."""
