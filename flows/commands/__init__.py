"""What each command of `spalte` takes and does; `flows.cli` puts them together.

A command imports what it needs when it is called: help and the first line of output come before that.
"""
