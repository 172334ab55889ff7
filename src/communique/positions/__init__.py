"""What each party holds on each issue, when it last said so, and how that changed; and what is on the table."""
