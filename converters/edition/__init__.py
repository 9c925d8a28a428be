"""What editions of a book share, in large print or with sound: their own few words, pictures, formulas, and where the cells of a table stand."""
