"""The demo edition: an invented paper, loaded by `manage.py demo`. The world and the style book are in README.md."""
