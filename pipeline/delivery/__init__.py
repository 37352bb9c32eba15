"""All documents of a steunpunt, put in place; what a rerun makes again; what is left of a steunpunt when it is done.

In: Beoordeeld. Out: files of a period, and outcomes. Doors: documents, fingerprint, outcome, together, period.
"""
