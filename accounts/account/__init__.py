"""A person's own page: who they are to the paper, where they are signed in, what is kept, and leaving."""
