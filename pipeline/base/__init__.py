"""What knows neither the domain nor the product's data: Dutch numbers and dates, names, places of cells, zips, processes.

In and out: plain values. Doors: dutch, names, package, places, processes.
"""
