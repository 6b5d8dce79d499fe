"""The means to make pages: forms, page skeletons, components, drafts and navigation (DESIGN §9)."""
