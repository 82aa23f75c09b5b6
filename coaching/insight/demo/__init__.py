"""Demo data: invented people and companies, played through the product's own actions as the people themselves."""
