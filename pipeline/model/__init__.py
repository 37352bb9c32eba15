"""The frozen records that the stages hand to each other: the catalog, what was read, judged, analysed, and what a former period left.

In and out: nothing; records are made by the stages. Doors: every module.
"""
