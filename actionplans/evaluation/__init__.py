"""The evaluation of a service year: what is known of it, what is asked, and what follows for the next one (ADR 0073)."""
