"""Files of people -> answers as typed, each with its address. Judges nothing, and runs in a process of its own.

In: paths below the input. Out: Gelezen, a steunpunt with its Werkmappen.
Doors: inbox, reader_process, sheet, steunpunten, values.
"""
