"""My News: what a reader follows and saves, kept on the device or with the account, and the pages made of it."""
