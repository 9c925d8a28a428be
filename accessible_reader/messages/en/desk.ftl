pin-there = This person has a PIN already. A new one is given after a call back, on the page of their sign-in.
