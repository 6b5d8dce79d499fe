"""The bottom of the house: the clock, events, errors, services and tracked records that every room stands on."""
