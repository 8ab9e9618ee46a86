"""Share cards: the picture that other sites show for a link to a story, drawn once per story and version."""
