# Kinds of files that are recognised but not read.
refused-pdf = “{ $file }” is a PDF, which is a picture of pages and is not read here. Ask the publisher for an EPUB or Word file, or save the PDF as Word or text and check the result.
refused-kindle = “{ $file }” is a Kindle book (MOBI, AZW or KFX). If it has no copy protection, convert it to EPUB with calibre and try again.
refused-caj = “{ $file }” is a CAJ or KDH file from CNKI. Open it in CAJViewer, export its text or choose another download format, and try again with the text or a Word file.
refused-umd = “{ $file }” is a UMD book for old mobile phones. Please convert it to a text file or EPUB first.
refused-ofd = “{ $file }” is an OFD document. Open it in an OFD reader, export it as text or Word, and try again.
refused-doc = “{ $file }” is in the old Word format (.doc). Open it in Word, WPS or LibreOffice and save it as .docx.
refused-office = “{ $file }” is a spreadsheet, a presentation or another office file, not a text document. Save its text as .docx or .odt.
refused-picture = “{ $file }” is a picture. If it shows a page of text, run text recognition (OCR) first and save the text.
refused-comic = “{ $file }” is an archive of pictures, such as a comic or scanned pages. It has no text to read.
refused-zip-of-books = “{ $file }” is a ZIP archive with files in it. Please unpack it and give the book file itself.
refused-archive = “{ $file }” is a compressed archive. Please unpack it and give the book file itself.
refused-djvu = “{ $file }” is a DjVu file of scanned pages. Run text recognition (OCR) first and save the text.
refused-chm = “{ $file }” is a Windows help file (CHM). Please convert it to HTML or EPUB first.
refused-audio = “{ $file }” is a sound or video file, not a text.
refused-program = “{ $file }” is a program, not a book.
zip-damaged = “{ $file }” is a damaged or incomplete ZIP container, as EPUB and Word files are. Please get or copy the file again.
