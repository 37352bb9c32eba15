"""The html pages, one module each, from templates in pipeline/templates.

In: Rapport. Out: html as text.
"""
