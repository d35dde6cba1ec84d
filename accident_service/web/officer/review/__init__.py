"""One case as the JSON that the officer's review screen is drawn from."""
