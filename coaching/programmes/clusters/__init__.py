"""Companies that apply together."""
