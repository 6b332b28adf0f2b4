"""A seller's own list of goods as a spreadsheet: a template to fill, read with care, drafts made, price and stock kept up to date."""
