"""What somebody can ask for on the command line: what was typed -> the work, what the screen says, an exit code.

In: arguments and options. Out: lines on the screen. Doors: forms, init, privacy, run, which hold the commands; command,
what all of these share. A command imports what it does not before it is asked: --help answers at once.
"""
