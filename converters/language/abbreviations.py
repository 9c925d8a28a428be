"""Words that are written with a full stop which ends no sentence."""

# ruff: noqa: SIM905 (lists of words are read more easily than lists of quotes)

from __future__ import annotations

from typing import Final

BEFORE_NAMES: Final = frozenset(
    "mr mrs ms mx dr drs prof profs rev revd hon st ste messrs mme mlle mm sr sra fr herr frau hr"
    " gen col capt cpt cmdr comdr lt sgt cpl pvt maj adm gov sen rep pres supt insp"
    " i.e e.g cf viz vs v.s z.b d.h u.a approx ca esp incl".split()
)
"""Always followed by what they belong to."""

BEFORE_NUMBERS: Final = frozenset(
    "no nos nr p pp pg vol vols ch chap chaps fig figs sec sect art arts par para ed eds op bk pt pts l ll v vv n nn"
    " col cols app ex eq eqs cap tab tel"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
"""Only before a number ("p. 57", "No. 5", "Oct. 3") or a Roman numeral; else they are words, or end a sentence."""

OFTEN_LAST: Final = frozenset(
    "etc al inc ltd co corp bros dept est jr sr esq ibid cit loc mon tue tues wed thu thur thurs fri sat sun"
    " a.m p.m b.c a.d u.s u.k u.s.a ph.d m.d b.a m.a d.c".split()
)
"""May stand in the middle or at the end of a sentence: the next word decides."""

STARTERS: Final = frozenset(
    "the a an this that these those there here it its he she we they you i my his her our your their"
    " in on at by for from with to of as if when while where what who why how which then thus so but and or yet"
    " nor not no yes after before since until although though because once now later soon today one some many most"
    " all both each every another such let do did does is was are were has had have will would can could may might"
    " should must please chapter".split()
)
"""Words that begin sentences, hardly ever names: after an initial or "etc." they tell that a new sentence has begun."""

DIVISIONS: Final = frozenset(
    "chapter book part act scene section canto volume letter appendix article lecture".split()
)
"""Words before the number of a division: "Chapter 4. The Counterpane" is one heading."""

ORDINAL_DOT_LANGUAGES: Final = frozenset({"de", "da", "nb", "nn", "no", "fi", "hu", "cs", "sk", "pl", "sl", "hr", "sr", "et", "lv", "is", "tr"})  # fmt: skip
"""Languages that write ordinals with a full stop ("am 3. Oktober")."""
