"""The frozen records that the stages hand to each other: catalog, what was read, judged and analysed, a former period.

In and out: nothing; the stages make the records. Doors: every module.
"""
