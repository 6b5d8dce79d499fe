"""What is asked on the pages of this room: shape only, no rule."""
