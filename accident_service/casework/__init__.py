"""The narrator: one file per step; it talks to the outside through ports only."""
