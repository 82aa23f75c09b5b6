"""What leaves the product as a file, and what comes in as one: documents, PDF, lists, uploads."""
