"""The deal brief: reads what is told of a deal, chooses what of the knowledge it calls for, and goes on in the thread."""
