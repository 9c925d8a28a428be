"""The service: everything between the converters and the web pages. For now, its command line."""
