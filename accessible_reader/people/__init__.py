"""People: patrons, carers, volunteers and staff; what they may do, how they read, how they sign in."""
