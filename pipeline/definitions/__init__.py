"""The product's own data, from schemas/: catalogs, the layout of forms, rules, messages, words of the documents.

In: files of schemas/ and of instellingen/. Out: checked records; Ontwerp holds catalog, layout and rules together.
Doors: every module.
"""
