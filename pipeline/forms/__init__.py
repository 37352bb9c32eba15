"""Workbooks that people fill in: invulschema, team workbook, the form that comes back, the form of next month.

In: Ontwerp, Steunpunt, what is filled in beforehand. Out: the bytes of a workbook.
Doors: aandacht (Vorig), heruitgave, invulschema, retour, teambestand.
"""
