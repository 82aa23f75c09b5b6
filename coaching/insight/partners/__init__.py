"""Partners of a programme: kept by administrators; a partner sees its own reach and nobody's name."""
