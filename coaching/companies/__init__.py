"""Companies (the tenants), their units, consultation body and memberships."""
