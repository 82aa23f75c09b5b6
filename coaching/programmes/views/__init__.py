"""Pages of applying (a person), of the company's own application, and of the programme's desk."""
