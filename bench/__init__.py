"""Figures against the bars, measured on this machine in one run."""
