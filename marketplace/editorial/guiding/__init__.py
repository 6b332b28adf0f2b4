"""The first day of an editor: pages of help with pictures of the very screens."""
