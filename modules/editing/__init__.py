"""Keeping the catalogue: drafts, review by a second person, versions, taking out of the offer."""
