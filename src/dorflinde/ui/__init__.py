"""How every page looks and speaks: the frame, the building blocks, the colours of a place. The living style page is /ui/."""
