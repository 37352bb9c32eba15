"""Accepted forms -> coverage, hours, signals, absence, changes and the figures of the umbrella.

In: Beoordeeld. Out: Analyse, Rapport, Samenvatting. Doors: every module.
"""
