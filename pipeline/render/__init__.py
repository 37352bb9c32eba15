"""Analysed steunpunten -> documents, as bytes, each made by the module with the name of the file.

In: Rapport, Samenvatting. Out: Word, workbooks, html. Here: words that more than one kind of document shares.
Doors: koepel/overzicht, pages/index, pages/overbelasting, pages/taakdekking, pages/ter_ondertekening, word/gewijzigd,
word/kinds, word/pdf, word/profiel, word/template, word/verantwoording, workbooks/taakdekking.
"""
