"""Read what a page says of itself: structured data, bylines, titles, dates, access."""
