"""What machines fetch: sitemaps for search engines, the feed of new products."""
