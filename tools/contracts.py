"""An import-linter contract of this house: other modules come in through the public door only."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

ROOT = "dorflinde"


def module_of(dotted: str) -> str:
    """The house module a Python module belongs to: dorflinde.places.models belongs to places."""
    return dotted.split(".")[1] if "." in dotted else ""


class PublicDoorContract(Contract):
    """Keeps every import between two modules on the imported module's public.py.

    Tests may use another module's inside to lay out a scene.
    """

    open = fields.ListField(subfield=fields.StringField())
    wiring = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Collect the imports that climb in through a window."""
        windows = [
            (importer, imported, self._line(graph, importer, imported))
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self._is_window(importer, imported)
        ]
        return ContractCheck(kept=not windows, metadata={"windows": windows})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import and the door it should have taken."""
        for importer, imported, line in check.metadata["windows"]:
            output.print_error(f"{importer} -> {imported} (l. {line})", bold=True)
            output.indent_cursor()
            output.print_error(f"import {ROOT}.{module_of(imported)}.public instead", bold=False)
        output.new_line()

    def _is_window(self, importer: str, imported: str) -> bool:
        here, there = module_of(importer), module_of(imported)
        wiring: list[str] = self.wiring  # type: ignore[assignment]  # a field gives its value on the instance
        open_modules: list[str] = self.open  # type: ignore[assignment]
        if not here or not there or here == there or here in wiring or there in open_modules:
            return False
        if ".tests" in importer:
            return False
        door = f"{ROOT}.{there}.public"
        return imported != door and not imported.startswith(door + ".")

    def _line(self, graph: ImportGraph, importer: str, imported: str) -> int:
        details = graph.get_import_details(importer=importer, imported=imported)
        return int(details[0]["line_number"]) if details else 0
