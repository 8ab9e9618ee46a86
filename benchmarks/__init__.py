"""What `make bench` runs: an edition of any size, the public pages read in-process, and what each of them costs.

Nothing here is imported by the site. The figures and the method are in docs/performance.md.
"""
