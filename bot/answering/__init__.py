"""From a question to an answer: analysed, searched, chosen, decided. Knows no Discord and no database."""
