"""What DAISY 2.02 and DAISY 3 have in common: phrases with their times, places in the book's structure, navigation, facts about the edition."""
