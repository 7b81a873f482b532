"""Cells of tables that spreadsheets open, and lines handed out one by one."""

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class Line:
    """What csv writes into: it hands each line back."""

    def write(self, line: str) -> str:
        """Return the line as it was written."""
        return line


def harmless(cell: str) -> str:
    """Keep a spreadsheet from reading someone's words as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell
