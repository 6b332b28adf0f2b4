"""Ask the province: the form for readers, and the list of questions that wait for an answer."""
