"""How Excel files are written: styles, XML, formulas, the room that a text takes. Knows no sheet of ours.

In: cells and styles. Out: the bytes of a workbook. Doors: every module.
"""
