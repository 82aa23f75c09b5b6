"""Single sign-on by OpenID Connect: what a provider tells is checked here before the sign-in library hears of it."""
