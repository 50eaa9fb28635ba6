"""From an article's text to reports: who did or said what, with the sentence as proof."""
