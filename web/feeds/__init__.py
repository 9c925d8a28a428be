"""What apps ask for: catalogue feeds (OPDS 1.2 and 2.0), downloads, podcasts; and how they sign in."""
