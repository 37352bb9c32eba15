"""What knows neither the domain nor the product's data: Dutch numbers, names, places of cells, zips, processes.

In and out: plain values. Doors: every module.
"""
