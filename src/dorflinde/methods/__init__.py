"""Pure algorithms without Django; every public function gives shapes, units, errors and its source."""
