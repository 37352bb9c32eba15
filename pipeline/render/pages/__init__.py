"""The html pages, one module each, from templates in pipeline/templates.

In: Rapport. Out: html as text.
Doors: index, overbelasting, taakdekking, ter_ondertekening.
"""
