"""`graders import FORMAT`: a module for each kind of thing that is imported; each declares its own formats."""
