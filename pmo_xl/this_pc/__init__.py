"""The PC pmo_xl runs on: what is known of it, and the two things that are set up there."""
