"""The picture library: files with their credit and rights, and the renditions readers fetch."""
