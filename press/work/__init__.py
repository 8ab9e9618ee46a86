"""Work in the background: the worker, its beat, and the tick that asks each minute what is due."""
