"""One place that reads what people type and what offices put in files: forms, files and commands read the same (ADR 0021).

What is unmistakable is accepted, in whatever spelling; the rest is refused by name (`said.Unclear`); nothing is guessed
and nothing depends on the language of the page. What `writing` shows can be typed back. Nothing here needs a database.
"""
