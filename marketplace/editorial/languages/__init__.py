"""In which language a page tells, and what a reader of another one gets.

No alias pages: a page exists where somebody wrote it, and the address under another language finds it there
(falling_back). So publishing, moving and withdrawing need nothing beside them, and a new language needs no pages.
"""
