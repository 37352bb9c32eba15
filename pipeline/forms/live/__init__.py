"""Formulas of a form that check while somebody types.

In: Ontwerp. Out: formulas for the sheets and the sheet Controle. Doors (inside forms): every module.
"""
