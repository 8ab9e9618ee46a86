"""How a public page is answered: the same bytes for everyone, for as long as they are true."""
