"""What pages of the desk share: at which branch it stands, who stands before it, what comes of a barcode."""

from web.desk.answers import Answer, give_back, lend, renew, what, why_not
from web.desk.branches import choose_desk, desk_branch, desk_branches
from web.desk.lines import HoldHere, LoanHere, holds_here, loans_here
from web.desk.reader import Reader, pages_above, reader_of

__all__ = [
    "Answer", "HoldHere", "LoanHere", "Reader", "choose_desk", "desk_branch", "desk_branches", "give_back", "holds_here", "lend", "loans_here",
    "pages_above", "reader_of", "renew", "what", "why_not",
]  # fmt: skip
