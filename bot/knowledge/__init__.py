"""The curated knowledge: finds it, reads it, checks it, and turns it from YAML into domain objects."""
