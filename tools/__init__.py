"""What the Makefile runs. Nothing here is part of the site, and the site imports nothing from here."""
