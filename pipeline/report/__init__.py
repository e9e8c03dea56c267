"""One self-contained HTML file to read, search and review the tables of an output folder in a browser, offline.

`pipeline.report.write("data/out", "report.html")`. The page is made of the template, style and scripts of this folder
as they stand; nothing is built, and nothing is fetched when it is read.
"""

from pipeline.report.page import page, write

__all__ = ["page", "write"]
