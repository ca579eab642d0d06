"""The checks across files, one to a module; each takes the Content and yields problems."""
