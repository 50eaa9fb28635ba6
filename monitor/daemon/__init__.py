"""The long run: loops over the pipeline's stages, woken by one beat, until told to stop."""
