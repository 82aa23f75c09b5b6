"""How prevention is organised in a company: facts asked once, who has which part, who does what, what is missing (ADR 0056)."""
