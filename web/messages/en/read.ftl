read-title = { $title }: { $chapter }
read-part-of = Page { $part } of { $of } of this chapter.
read-hear = Listen from the top of this page
read-hear-here = Listen from here
read-ways-top = Pages before and after
read-ways-bottom = Turn the page
read-previous-part = Previous page
read-next-part = Next page
read-previous-chapter = Previous chapter: { $chapter }
read-next-chapter = Next chapter: { $chapter }
read-tools = Finding and looks
read-find-title = Find in { $title }
read-find-label = Find in this book
read-found = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
read-found-more = The first { $count } places (there are more)
read-on-page = (printed page { $page })
read-contents-title = Contents: { $title }
read-look = Looks of the text
read-look-button = Save
read-look-more = Colours, size and spacing are chosen in the accessibility settings
said-look-kept = Saved
ask-measure = Length of lines
ask-measure-narrow = Short
ask-measure-normal = Medium
ask-measure-wide = Full
ask-font = Font
ask-font-sans = Sans serif
ask-font-serif = Serif
ask-font-kai = Kai
ask-ruby = Pinyin
ask-ruby-off = None
ask-ruby-uncommon = Above uncommon characters
ask-ruby-every = Above every character
