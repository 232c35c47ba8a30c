"""Questions over the returns: how the areas stand, one return, what waits for whom, what may go out."""
