"""Opening a Word template from outside, before anything is made of it.

In: a .docx. Out: its parts, safe and without what is not to travel into documents; or Stop, with every fault.
Doors: changes, faults, package.
"""
