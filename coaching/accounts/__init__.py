"""People: users, sign-in, invitations, second factor."""
