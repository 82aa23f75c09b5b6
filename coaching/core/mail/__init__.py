"""Mails: written as rows with the fact they tell, delivered, held together, reminded of, bounced."""
