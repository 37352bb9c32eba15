"""What is kept about one person in the folders of people and of runs: found, and taken away.

In: the files of input and output, Betrokkene. Out: the same files without that person.
Doors: forget, markup, period, wisser.
"""
