"""Forms of the company's pages: one file per subject."""
