"""What to look at before a page is published, in plain words and with the place where it is."""
