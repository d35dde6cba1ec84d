"""Officers' sign-in at a provider of the house by OpenID Connect."""
