"""From a catalogue file and a folder of photos to products, with what was found on the way."""
