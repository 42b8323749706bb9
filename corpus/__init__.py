"""What an article is, where it lives, how it leaves: records, store and releases."""
