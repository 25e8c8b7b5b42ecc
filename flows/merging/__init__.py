"""Old rows and new rows become the files of the next version, in order and in bounded memory."""
