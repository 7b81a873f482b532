"""What may stay: anyone can report anything; every decision has a reason and is told to those concerned."""
