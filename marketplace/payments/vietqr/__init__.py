"""Transfer by QR: the code's text and picture, the banks, and the order code in the transfer's content."""
