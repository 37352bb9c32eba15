"""What an umbrella sees over its steunpunten: overzicht.xlsx and overzicht.html, without a name.

In: Samenvattingen. Out: the bytes of both files.
Doors: overzicht.
"""
