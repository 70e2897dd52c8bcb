"""What Excel would refuse: the client turns the word into the COM error that Excel gives."""


class Refused(Exception):
    """A word (protected, missing, read_only, …) and what it concerns."""

    def __init__(self, word, about=""):
        super().__init__(word, about)
        self.word, self.about = word, about
