"""Sphinx: the documents of the project as a website; warnings are errors (`make docs`)."""

project = "Sluitend"
author = "Sluitend"
copyright = "EUPL-1.2"
language = "nl"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
master_doc = "index"
exclude_patterns = ["eisen"]
html_theme = "furo"
html_title = "Sluitend"
html_last_updated_fmt = None
myst_heading_anchors = 3
