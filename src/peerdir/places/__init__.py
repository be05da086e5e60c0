"""Where places are that people name, and how far apart: offline."""
