"""`storydesk knowledge …`: what moderators do in Discord, in the terminal, over the same services."""
