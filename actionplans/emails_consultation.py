"""Mails about consultation, advice and the carrying-out of measures."""
