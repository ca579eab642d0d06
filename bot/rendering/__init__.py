"""From a Reply to what a person sees: words from Jinja2 templates, drawn for the terminal or as Slack blocks."""
