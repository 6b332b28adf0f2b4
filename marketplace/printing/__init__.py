"""Papers and tables to take away: PDF documents with Vietnamese type, and CSV and XLSX files that are safe to open."""
