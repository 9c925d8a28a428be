"""Signing in: card number and PIN, a link by e-mail, a passkey."""
