"""Code sentences by frame, find quotations and their sources, name actors."""
