"""Dorflinde: one open platform with which the municipalities of a region inform, listen, decide, plan, deliver and learn together."""
