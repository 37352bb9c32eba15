"""Profielbouwer: job profiles, coverage and overload reports for volunteer-support centres, from Excel forms."""

__version__ = "0.1.0"
