"""What stands around the app: who may ask, in which order, how much, and which headers an answer has."""
