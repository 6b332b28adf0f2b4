"""Tables out of CSV and XLSX files from outside: opened safely, cells as a person meant them."""
