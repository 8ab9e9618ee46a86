"""Where the worker finds what stories have done in the background; each desk names its own tasks."""

from importlib import import_module

import_module("articles.sharing.tasks")
