"""Five-year plan, yearly plans, measures, consultation, follow-up."""
