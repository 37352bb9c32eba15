"""A sheet to fill in, from a record to cells: drawn once, cast many times.

In: Tekening. Out: sheets of a workbook. Doors (inside forms): every module.
"""
