"""Answers as typed -> accepted forms and findings.

In: Gelezen. Out: Beoordeeld, every finding with its file, sheet and cell. Doors: judge, medewerkerslijst, parsed_form,
untouched.
"""
