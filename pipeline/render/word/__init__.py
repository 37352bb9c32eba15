"""Word documents, from templates that HR edits in Word.

In: fields for a template. Out: .docx, and .pdf on demand.
Doors: gewijzigd, kinds, pdf, profiel, template, verantwoording.
"""
