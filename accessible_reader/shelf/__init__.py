"""Loans, holds, wishes, positions and bookmarks."""
