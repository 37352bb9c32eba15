"""The sheets of taakdekking.xlsx, one module each.

In: Rapport. Out: the bytes of the workbook.
Doors: taakdekking.
"""
