"""The desk and the paper: stories, bylines, topics, the front page, and what readers get of them."""
