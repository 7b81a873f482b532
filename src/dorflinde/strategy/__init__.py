"""Where the municipality is heading: fields of action, measures, the roadmap, and the strategy paper made from them."""
