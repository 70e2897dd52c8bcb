"""Sources: any file that holds rows → headed tables → rows as our sheets hold them; what is not understood is named."""
