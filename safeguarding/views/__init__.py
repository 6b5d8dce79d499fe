"""The pages of concerns and supervision. Thin: a scoped selector, a guard, one service, a redirect."""
