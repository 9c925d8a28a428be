"""What speech is packed into, one file a format."""
