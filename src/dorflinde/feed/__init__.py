"""What is new here: one stream for each place with clear senders, newest first, without any ranking."""
