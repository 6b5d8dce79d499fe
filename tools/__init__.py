"""Set-up, embedded services and running, with the standard library only (it runs before anything is installed)."""
