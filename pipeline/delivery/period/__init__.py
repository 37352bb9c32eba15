"""The folder of a period: its files, its JSON, and those of the period before.

In: bytes with their place. Out: files that are old or new, never half. Doors: files, folder, former, records, run_json.
"""
