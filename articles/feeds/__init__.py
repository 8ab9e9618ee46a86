"""Feeds: what aggregators, readers' programs and partners get of the paper, as RSS 2.0, Atom and JSON Feed."""
