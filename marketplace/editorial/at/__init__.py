"""What you tasted here: where the QR codes of places and producers lead."""
