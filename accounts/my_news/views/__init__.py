"""The pages of My News, and what clicks on buttons of the paper do."""
