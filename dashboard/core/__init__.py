"""What the pages share: the open build, the filter, scores, colours, selections."""
