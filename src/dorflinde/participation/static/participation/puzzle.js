// The puzzle lives with the building blocks of all pages; this name is kept for the pages that ask for it here.
import "../ui/puzzle.js";
