"""Wires the modules together: settings, addresses, the command line. Decides nothing."""
