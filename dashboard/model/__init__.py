"""What is shown, as plain values: a build in memory, selections, colours, evidence, doubts."""
