"""The use cases: what a message means in its conversation, and what is said back."""
