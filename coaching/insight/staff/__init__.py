"""The staff room: is the installation well, and what somebody of the platform settles by hand."""
