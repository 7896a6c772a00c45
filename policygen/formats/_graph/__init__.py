"""The graph of a declaration: what the formats of linked data write, and how it is read back."""
